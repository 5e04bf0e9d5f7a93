package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.ids;
import static dev.coppice.roadmap.Roadmaps.needs;
import static dev.coppice.roadmap.Roadmaps.only;
import static dev.coppice.roadmap.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapUpdate.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadmapMarkdownTest {
  private static final String HEADER = "| Module | Description | Depends On |\n|---|---|---|\n";

  @Test
  void theFormThatUsersKnowIsRead() {
    RoadmapReading reading =
        read(
            """
            # Roadmap

            **System**: Ledger — the books
            **Dream State**: Every sum is trusted.

            ## Layer 0

            | Module | Description | Unlocks |
            |--------|-------------|---------|
            | **Big Thing** ✓ | The base | Voice |

            ## Layer 1

            | Module | Description | Depends On |
            |--------|-------------|------------|
            | **Voice** | Speaks | Big Thing |
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roadmap().system()).isEqualTo("Ledger");
    assertThat(reading.roadmap().dreamState()).isEqualTo("Every sum is trusted.");
    assertThat(ids(reading)).containsExactly("big-thing", "voice");
    assertThat(only(reading, "big-thing"))
        .returns("Big Thing", RoadmapModule::name)
        .returns("The base", RoadmapModule::description)
        .returns(0, RoadmapModule::layer)
        .returns(ModuleStatus.COMPLETE, RoadmapModule::status)
        .returns(java.util.List.of(id("voice")), RoadmapModule::unlocks)
        .returns(10, RoadmapModule::line);
    assertThat(only(reading, "voice").status()).isEqualTo(ModuleStatus.PENDING);
    assertThat(needs(reading, "voice")).containsExactly("big-thing");
  }

  @Test
  void systemAndDreamStateHaveDefaults() {
    Roadmap roadmap = read("## Layer 0\n" + HEADER + "| a | | |").roadmap();

    assertThat(roadmap.system()).isEqualTo("Unknown System");
    assertThat(roadmap.dreamState()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "## Layer 2",
        "## Layer 2 — Core",
        "## Layer 2: Core (new)",
        "### Layer 2 - Core",
        "#### LAYER 2",
        "## **Layer 2** — Core",
        "## 🧱 Layer 2 — Core ##",
        "## Layer 02"
      })
  void aLayerHeadingMayHaveAnySuffix(String heading) {
    RoadmapReading reading = read(heading + "\n\n" + HEADER + "| a | b | — |");

    assertThat(reading.problems()).isEmpty();
    assertThat(only(reading, "a").layer()).isEqualTo(2);
  }

  @Test
  void theBlankLineAfterAHeadingIsOptional() {
    assertThat(ids(read("## Layer 0\n" + HEADER + "| a | b | — |"))).containsExactly("a");
  }

  @Test
  void proseAndSubheadingsMayStandBetweenAHeadingAndItsTables() {
    RoadmapReading reading =
        read(
            "## Layer 1 — Core\nSome words.\n\n### Storage\n"
                + HEADER
                + "| a | b | — |\n\n### Network\n"
                + HEADER
                + "| c | d | a |\n\n## Notes\n\n| Topic | Text |\n|---|---|\n| x | y |\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(ids(reading)).containsExactly("a", "c");
    assertThat(only(reading, "c").layer()).isEqualTo(1);
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() {
    RoadmapReading reading =
        read(
            """
            ## Layer 1
            | # | Owner | Dependencies | Status | Unlocks | Purpose | Name |
            |:-:|---|---|---|---|---|---:|
            | 1 | Ann | — | done | b | first | a |
            | 2 | Bob | a | | — | second | b |
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(ids(reading)).containsExactly("a", "b");
    assertThat(only(reading, "a").status()).isEqualTo(ModuleStatus.COMPLETE);
    assertThat(only(reading, "a").unlocks()).containsExactly(id("b"));
    assertThat(only(reading, "b").description()).isEqualTo("second");
    assertThat(needs(reading, "b")).containsExactly("a");
  }

  @Test
  void anEmptyCellKeepsItsColumn() {
    RoadmapReading reading = read("## Layer 1\n" + HEADER + "| a | | |\n| b |  | a |");

    assertThat(reading.problems()).isEmpty();
    assertThat(only(reading, "b").description()).isEmpty();
    assertThat(needs(reading, "b")).containsExactly("a");
  }

  @Test
  void aPipeMayBeEscapedOrStandInBackticks() {
    RoadmapReading reading =
        read("## Layer 1\n" + HEADER + "| a | x \\| y | — |\n| b | `p | q` | a |");

    assertThat(reading.problems()).isEmpty();
    assertThat(only(reading, "a").description()).isEqualTo("x | y");
    assertThat(only(reading, "b").description()).isEqualTo("`p | q`");
  }

  @Test
  void strayBackticksInTwoCellsDoNotJoinThem() {
    RoadmapReading reading = read("## Layer 1\n" + HEADER + "| a | don`t | — |\n| b` | x` | a |");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "b`")).containsExactly("a");
  }

  @Test
  void windowsLineEndsAndAByteOrderMarkDoNotMatter() {
    String unix = "**System**: S\n\n## Layer 1\n\n" + HEADER + "| a | x | — |\n| b | y | a |\n";

    assertThat(read("\uFEFF" + unix.replace("\n", "\r\n"))).isEqualTo(read(unix));
    assertThat(read("\uFEFF## Layer 1\n" + HEADER + "| a | x | — |").problems()).isEmpty();
  }

  @Test
  void aTableMayLackItsOuterPipes() {
    RoadmapReading reading =
        read(
            "## Layer 1\nModule | Description | Depends On\n---|:---:|---\na | x | —\nb | y | a\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "b")).containsExactly("a");
  }

  @Test
  void fencedCodeAndCommentsAreNotRead() {
    String example = "## Layer 0\n" + HEADER + "| ghost | | |\n";
    RoadmapReading reading =
        read(
            "```markdown\n"
                + example
                + "```\n<!--\n"
                + example
                + "-->\n~~~\n"
                + example
                + "~~~\n"
                + "## Layer 1\n"
                + HEADER
                + "| a | x | — |\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(ids(reading)).containsExactly("a");
  }

  @Test
  void updatesAreRead() {
    RoadmapReading reading =
        read(
            "## Layer 0\n"
                + HEADER
                + "| a | | |\n"
                + "## Updates to Existing Modules\n\n"
                + "| Target | Update | Priority | Status |\n"
                + "|---|---|---|---|\n"
                + "| **Big Thing** | Faster | High | ✓ |\n"
                + "| Big Thing | Smaller | low | |\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roadmap().updates())
        .containsExactly(
            new RoadmapUpdate(
                "update-big-thing", "Big Thing", "Faster", Priority.HIGH, ModuleStatus.COMPLETE),
            new RoadmapUpdate(
                "update-big-thing-2", "Big Thing", "Smaller", Priority.LOW, ModuleStatus.PENDING));
  }

  @Test
  void brainstormIsRead() {
    RoadmapReading reading =
        read(
            "## Layer 0\n"
                + HEADER
                + "| a | | |\n"
                + "## Brainstorm: later\n\n"
                + "| Idea | Notes |\n"
                + "|---|---|\n"
                + "| Fly | soon |\n"
                + "| Swim | |\n");

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.roadmap().brainstorm())
        .containsExactly(new BrainstormIdea("Fly", "soon"), new BrainstormIdea("Swim", null));
  }
}
