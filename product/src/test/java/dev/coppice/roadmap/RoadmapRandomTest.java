package dev.coppice.roadmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoadmapRandomTest {
  private static final String[] PIECES = {
    "|",
    "||",
    "| a | b |",
    "|---|---|",
    "---",
    "## Layer 0",
    "### Layer 9",
    "#",
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "Module",
    "| Module | Depends On | Unlocks | Status |\n|---|---|---|---|\n",
    "| x | y | z | done |",
    "`",
    "``",
    "```",
    "~~~",
    "<!--",
    "-->",
    "\\",
    "\\|",
    "**",
    "_",
    "[",
    "](",
    ")",
    "✓",
    "deferred",
    "(exists)",
    "<br>",
    ",",
    ";",
    "\u0000",
    "\uFEFF",
    "\uE000",
    "\uD83D",
    "\u00A0",
    "## Updates\n| Target |\n|-|\n",
    "## Brainstorm\n| Idea |\n|-|\n",
    "**System**:",
    "{",
    "}",
    "\"modules\":",
    "[{\"id\":\"a\",\"layer\":0}]",
    "null",
    "1e999",
    ":"
  };

  private static Roadmap withoutLines(Roadmap roadmap) {
    List<RoadmapModule> modules =
        roadmap.modules().stream()
            .map(module ->
                new RoadmapModule(
                    module.id(),
                    module.name(),
                    module.description(),
                    module.layer(),
                    module.status(),
                    module.dependsOn(),
                    module.unlocks(),
                    0))
            .toList();
    return new Roadmap(
        roadmap.system(), roadmap.dreamState(), modules, roadmap.updates(), roadmap.brainstorm());
  }

  @Test
  void aRoadmapWrittenDownReadsBackTheSame() {
    for (long seed = 0; seed < 300; seed++) {
      RandomRoadmap random = new RandomRoadmap(seed);
      Roadmap roadmap = random.roadmap();
      String markdown = random.markdown(roadmap);
      RoadmapReading reading = RoadmapMarkdown.read(markdown);

      assertThat(withoutLines(reading.roadmap()))
          .as("seed %d:%n%s", seed, markdown)
          .isEqualTo(roadmap);
      assertThat(reading.errors()).as("seed %d:%n%s", seed, markdown).isEmpty();
    }
  }

  @Test
  void theLineOfAModuleIsTheLineItStandsOn() {
    for (long seed = 0; seed < 50; seed++) {
      RandomRoadmap random = new RandomRoadmap(seed);
      String markdown = random.markdown(random.roadmap());
      List<String> lines = markdown.lines().toList();

      assertThat(RoadmapMarkdown.read(markdown).roadmap().modules())
          .allSatisfy(module -> assertThat(lines.get(module.line() - 1)).contains(module.name()));
    }
  }

  @Test
  void noTextMakesReadingFail() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(120); piece > 0; piece--) {
        text.append(
            random.nextInt(8) == 0
                ? String.valueOf((char) random.nextInt(0x10000))
                : PIECES[random.nextInt(PIECES.length)]);
      }
      for (RoadmapReading reading :
          List.of(RoadmapMarkdown.read(text.toString()), RoadmapJson.read(text.toString()))) {
        assertThat(reading.roadmap().modules().isEmpty() && reading.errors().isEmpty())
            .as("swallowed in silence: %s", text)
            .isFalse();
        RoadmapIndex index = RoadmapIndex.of(reading.roadmap());
        NextModules.select(index, LeverageScorer.WEIGHTED, _ -> false, _ -> true, 5);
        RoadmapProgress.of(index, _ -> false, _ -> false);
      }
    }
  }

  @Test
  void aLongLineOfOneMarkIsReadInNoTime() {
    for (String mark :
        List.of("`", "``` ` ", "|", "**", "_a", "__a", "[", "[a](", "\\", "<br", "(", "~~")) {
      String line = mark.repeat(10_000);
      String text = "## Layer 1\n| Module | Depends On |\n|---|---|\n| a | " + line + " |\n" + line;

      assertThat(RoadmapMarkdown.read(text).problems()).as(mark).isNotNull();
    }
  }

  @Test
  void aRoadmapOfTenThousandModulesIsRead() {
    StringBuilder text = new StringBuilder("## Layer 1\n| Module | Depends On |\n|---|---|\n");
    IntStream.range(0, 10_000)
        .forEach(i ->
            text.append("| Module %d | %s |\n".formatted(i, i == 0 ? "—" : "module " + (i - 1))));
    RoadmapReading reading = RoadmapMarkdown.read(text.toString());

    assertThat(reading.problems()).isEmpty();
    assertThat(RoadmapIndex.of(reading.roadmap()).criticalPath(_ -> false)).hasSize(10_000);
  }
}
