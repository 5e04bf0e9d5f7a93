package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.ids;
import static dev.coppice.roadmap.Roadmaps.needs;
import static dev.coppice.roadmap.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoadmapRelationsTest {
  private static final String HEADER = "| Module | Description | Depends On |\n|---|---|---|\n";

  @Test
  void layerZeroMayDeclareDependencies() {
    assertThat(needs(read("## Layer 0\n" + HEADER + "| a | | |\n| b | | a |"), "b"))
        .containsExactly("a");
  }

  @Test
  void unlocksAreNeverTurnedIntoDependencies() {
    RoadmapReading reading =
        read(
            "## Layer 0\n| Module | Unlocks |\n|---|---|\n| a | b |\n## Layer 1\n"
                + HEADER
                + "| b | | — |");

    assertThat(needs(reading, "b")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "**Big Thing**!big-thing",
        "`Big Thing`!big-thing",
        "[Big Thing](docs/big.md)!big-thing",
        "**[Big Thing][1]**!big-thing",
        "*Big*  Thing!big-thing",
        "~~Big~~ Thing!big-thing",
        "✅ Big Thing!big-thing",
        "Big Thing (deferred)!big-thing",
        "[x] Big Thing!big-thing",
        "[ ] Big Thing!big-thing",
        "big_thing_two!big_thing_two",
        "__Big__ Thing!big-thing",
        "Big\\_Thing!big_thing",
        "`a*b*c`!a*b*c"
      })
  void decorationIsNoPartOfAName(String written, String id) {
    RoadmapReading reading =
        read(
            "## Layer 1\n"
                + HEADER
                + "| "
                + written
                + " | x | — |\n| user | y | "
                + written
                + " |");

    assertThat(ids(reading)).containsExactly(id, "user");
    assertThat(needs(reading, "user")).containsExactly(id);
    assertThat(reading.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"—", "–", "-", "--", "none", "None.", "n/a", "", "  ", "**—**"})
  void thereAreManyWaysToWriteNoDependency(String none) {
    RoadmapReading reading = read("## Layer 1\n" + HEADER + "| a | x | " + none + " |");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "a")).isEmpty();
  }

  @Test
  void dependenciesAreFoundByIdOrByNameInAnyLetters() {
    RoadmapReading reading =
        read(
            "## Layer 1\n"
                + HEADER
                + "| Big Thing | | |\n"
                + "| a | | Big  Thing |\n"
                + "| b | | big-thing |\n"
                + "| c | | BIG THING, a; b<br>**user** |\n"
                + "| User | | |");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "a")).containsExactly("big-thing");
    assertThat(needs(reading, "b")).containsExactly("big-thing");
    assertThat(needs(reading, "c")).containsExactly("big-thing", "a", "b", "user");
  }

  @Test
  void aNameWithACommaCanBeDependedOn() {
    RoadmapReading reading =
        read(
            "## Layer 1\n"
                + HEADER
                + "| Search, Replace | | |\n| a | | |\n| b | | a, Search, Replace |");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "b")).containsExactly("a", "search,-replace");
  }

  @Test
  void whatExistsIsExternal() {
    RoadmapReading reading =
        read(
            "## Layer 1\n"
                + HEADER
                + "| a | | |\n| b | | Old Login (exists), a, **sso** (Exists) |");

    assertThat(reading.problems()).isEmpty();
    assertThat(needs(reading, "b")).containsExactly("old-login!", "a", "sso!");
  }

  @Test
  void noNameIsSatisfiedUnlessTheRoadmapSaysSo() {
    RoadmapReading reading =
        read("## Layer 1\n" + HEADER + "| a | | leverage-protocol, analytics |");

    assertThat(reading.errors())
        .extracting(RoadmapProblem::message)
        .containsExactly(
            "Module \"a\" depends on \"leverage-protocol\", which is no module of this roadmap.",
            "Module \"a\" depends on \"analytics\", which is no module of this roadmap.");
  }
}
