package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.assertProblem;
import static dev.coppice.roadmap.Roadmaps.needs;
import static dev.coppice.roadmap.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapProblem.Severity;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoadmapRelationProblemsTest {
  private static final String TABLE =
      "## Layer 1\n| Module | Description | Depends On |\n|---|---|---|\n";

  @Test
  void anUnknownDependencyIsAnErrorWithAGuess() {
    RoadmapReading reading =
        read(TABLE + "| voice-input | x | — |\n| b | y | voice-input, voice-imput |");

    assertProblem(
        reading,
        Severity.ERROR,
        5,
        24,
        "Module \"b\" depends on \"voice-imput\", which is no module of this roadmap.");
    assertThat(reading.problems().getFirst().remedy())
        .startsWith("Did you mean \"voice-input\"? Name a module");
    assertThat(needs(reading, "b")).containsExactly("voice-input", "voice-imput");
  }

  @Test
  void aDependencyIsNeverMatchedByAPartOfAName() {
    assertThat(read(TABLE + "| voice-input | x | — |\n| b | y | voice |").errors()).hasSize(1);
  }

  @Test
  void aDependencyListedTwiceIsAWarning() {
    RoadmapReading reading = read(TABLE + "| a | x | — |\n| b | y | a, A |");

    assertProblem(
        reading, Severity.WARNING, 5, 14, "Module \"b\" lists the dependency \"A\" twice.");
    assertThat(needs(reading, "b")).containsExactly("a");
  }

  @Test
  void aModuleThatDependsOnItselfIsAnError() {
    assertProblem(
        read(TABLE + "| a | x | a |"), Severity.ERROR, 4, 3, "Module \"a\" depends on itself.");
  }

  @Test
  void aCircleIsAnErrorThatListsItWhole() {
    assertProblem(
        read(TABLE + "| a | | b |\n| b | | c |\n| c | | a |\n| d | | a |\n| e | | |"),
        Severity.ERROR,
        4,
        3,
        "Dependencies run in a circle: a -> b -> c -> a.");
  }

  @Test
  void eachKnotOfCirclesIsReportedOnce() {
    RoadmapReading reading =
        read(TABLE + "| a | | b |\n| b | | a, c |\n| c | | a |\n| x | | y, a |\n| y | | x |\n");

    assertThat(reading.errors())
        .extracting(RoadmapProblem::message)
        .containsExactly(
            "Dependencies run in a circle: a -> b -> a (entangled with it: 1 more).",
            "Dependencies run in a circle: x -> y -> x.");
  }

  @Test
  void aCircleOfThousandsIsShownInPart() {
    String rows =
        IntStream.range(0, 5000)
            .mapToObj(i -> "| m" + i + " | | m" + (i + 1) % 5000 + " |")
            .collect(Collectors.joining("\n"));

    assertThat(read(TABLE + rows).errors())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .contains("m0 -> m1 ->", "(4900 more)", "-> m4999 -> m0")
                .hasSizeLessThan(1200));
  }

  @Test
  void aDependencyOnADeferredModuleIsAWarning() {
    assertProblem(
        read(TABLE + "| a (deferred) | | |\n| b | | a |"),
        Severity.WARNING,
        5,
        3,
        "Module \"b\" depends on \"a\", which is deferred, so it can never start.");
  }

  @Test
  void anExternalDependencyThatIsAModuleIsAWarning() {
    assertProblem(
        read(TABLE + "| a | | |\n| b | | a (exists) |"),
        Severity.WARNING,
        5,
        3,
        "Module \"b\" depends on \"a\" (exists), but that is a module of this roadmap, so it will"
            + " not be waited for.");
  }

  @Test
  void unlocksThatTheOtherSideDoesNotKnowOfAreAWarning() {
    String unlocks =
        "## Layer 0\n| Module | Unlocks |\n|---|---|\n| a | b, c, d, everything else |\n";

    assertProblem(
        read(unlocks + TABLE + "| b | | a |\n| c | | b |\n| d | | — |"),
        Severity.WARNING,
        4,
        3,
        "Module \"a\" says it unlocks \"d\", but \"d\" does not depend on it; \"Unlocks\" is only a"
            + " note.");
  }
}
