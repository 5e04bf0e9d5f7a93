package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.assertProblem;
import static dev.coppice.roadmap.Roadmaps.ids;
import static dev.coppice.roadmap.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapProblem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadmapMarkdownProblemsTest {
  private static final String TABLE =
      "## Layer 1\n| Module | Description | Depends On |\n|---|---|---|\n";

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# Roadmap\n\nSome words.\n", "| a | b |\n"})
  void aRoadmapWithoutModulesIsAnError(String text) {
    assertProblem(read(text), Severity.ERROR, 1, 1, "The roadmap has no modules.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "12", "99999999999999999999", "1.5", "0-2"})
  void aLayerOutsideZeroToSixIsAnError(String layer) {
    assertProblem(
        read(TABLE.replace("Layer 1", "Layer " + layer) + "| a | x | — |"),
        Severity.ERROR,
        1,
        1,
        "Layer \"" + layer + "\" is not a layer from 0 to 6.");
  }

  @Test
  void aLayerWithoutATableIsAWarning() {
    assertProblem(
        read("## Layer 0 — Core\n\n- a list\n\n" + TABLE + "| a | x | — |"),
        Severity.WARNING,
        1,
        1,
        "Heading \"Layer 0 — Core\" has no table of modules below it.");
  }

  @Test
  void aTableWithoutAModuleColumnIsAnError() {
    RoadmapReading reading =
        read(TABLE + "| a | x | — |\n\n## Layer 2\n| Part | Needs |\n|---|---|\n| b | a |\n");

    assertProblem(
        reading,
        Severity.ERROR,
        7,
        1,
        "Table \"Part | Needs\" of layer 2 has no column Module, so it is not read.");
  }

  @Test
  void aTableOfModulesBelowNoLayerIsAWarning() {
    assertProblem(
        read(
            TABLE + "| a | x | — |\n\n## Phase 2\n| Module | Depends On |\n|---|---|\n| b | a |\n"),
        Severity.WARNING,
        7,
        1,
        "Table \"Module | Depends On\" stands below no layer, so its modules are not read.");
  }

  @Test
  void aTableOfAHigherLayerWithoutDependenciesIsAWarning() {
    assertProblem(
        read("## Layer 2\n| Module | Purpose |\n|---|---|\n| a | x |\n"),
        Severity.WARNING,
        2,
        1,
        "Table \"Module | Purpose\" of layer 2 has no column Depends On, so its modules wait for"
            + " nothing.");
  }

  @Test
  void aSecondColumnOfTheSameMeaningIsAWarning() {
    assertProblem(
        read("## Layer 0\n| Module | Name |\n|---|---|\n| a | x |\n"),
        Severity.WARNING,
        2,
        12,
        "Column \"Name\" is not read, because an earlier column says the same thing.");
  }

  @Test
  void rowsAfterABlankLineAreNotSwallowed() {
    assertProblem(
        read(TABLE + "| a | x | — |\n\n| b | y | a |\n| c | z | a |\n"),
        Severity.ERROR,
        6,
        1,
        "2 rows of layer 1 stand outside a table, so nothing there is read: \"| b | y | a |\".");
  }

  @Test
  void aRowWithoutItsDependenciesIsAnErrorAndStillAModule() {
    RoadmapReading reading = read(TABLE + "| a | x |\n| b | y | a |");

    assertProblem(
        reading,
        Severity.ERROR,
        4,
        1,
        "The row of module \"a\" has 2 cells where its table has 3 columns, so its Depends On is"
            + " missing.");
    assertThat(ids(reading)).containsExactly("a", "b");
  }

  @Test
  void aRowWithTooManyCellsIsAnErrorWhereTheyBegin() {
    assertProblem(
        read(TABLE + "| a | x | — | more |"),
        Severity.ERROR,
        4,
        15,
        "The row of module \"a\" has 4 cells where its table has 3 columns.");
  }

  @Test
  void aRowThatStopsBeforeItsStatusIsAWarning() {
    assertProblem(
        read("## Layer 0\n| Module | Purpose | Status |\n|---|---|---|\n| a | x |\n"),
        Severity.WARNING,
        4,
        1,
        "The row of module \"a\" has 2 cells where its table has 3 columns.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "—", "** **", "✓", "(deferred)"})
  void anEmptyNameIsAnError(String name) {
    RoadmapReading reading = read(TABLE + "| a | x | — |\n| " + name + " | x | — |");

    assertThat(reading.errors())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.message()).startsWith("Module name ").contains(name));
    assertThat(ids(reading)).containsExactly("a");
  }

  @Test
  void aNameThatIsTooLongIsAnErrorShownShort() {
    RoadmapReading reading = read(TABLE + "| a | x | — |\n| " + "n".repeat(201) + " | x | — |");

    assertProblem(
        reading,
        Severity.ERROR,
        5,
        3,
        "Module name \"" + "n".repeat(80) + "...\" in layer 1 cannot be used.");
  }

  @Test
  void aSecondModuleOfTheSameIdIsAnErrorAndTheFirstStays() {
    RoadmapReading reading = read(TABLE + "| Big Thing | x | — |\n| **big  thing** | y | — |");

    assertProblem(
        reading,
        Severity.ERROR,
        5,
        3,
        "Module \"big thing\" is a second module of the id \"big-thing\", which line 4 has"
            + " already.");
    assertThat(reading.roadmap().modules())
        .singleElement()
        .returns("x", RoadmapModule::description);
  }

  @Test
  void aMarkInTheMiddleOfASentenceCountsButIsPointedOut() {
    assertProblem(
        read(TABLE + "| a | A queue of deferred work | — |"),
        Severity.WARNING,
        4,
        7,
        "Module \"a\" counts as deferred because of a mark in \"A queue of deferred work\".");
    assertProblem(
        read(TABLE + "| a | | |\n| b | x | a ✓ |"),
        Severity.WARNING,
        5,
        11,
        "Module \"b\" counts as complete because of a mark in \"a ✓\".");
  }

  @Test
  void anUnknownStatusIsAWarningAndTheModuleIsNotStarted() {
    RoadmapReading reading = read("## Layer 0\n| Module | Status |\n|---|---|\n| a | perhaps |\n");

    assertProblem(
        reading,
        Severity.WARNING,
        4,
        7,
        "Status \"perhaps\" of module \"a\" is not known, so the module counts as blocked.");
    assertThat(
            NextModules.select(
                RoadmapIndex.of(reading.roadmap()),
                LeverageScorer.WEIGHTED,
                _ -> false,
                _ -> true,
                5))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"```\n", "~~~~ text\n", "<!-- note\n"})
  void whatIsNeverClosedIsAWarning(String opening) {
    RoadmapReading reading = read(TABLE + "| a | | |\n\n  " + opening + TABLE + "| b | | |\n");

    assertThat(reading.problems())
        .singleElement()
        .returns(6, RoadmapProblem::line)
        .returns(3, RoadmapProblem::column)
        .satisfies(problem -> assertThat(problem.message()).contains("never ends"));
  }

  @Test
  void anUnknownPriorityIsAWarning() {
    assertProblem(
        read(
            TABLE
                + "| a | | |\n\n"
                + "## Updates\n"
                + "| Target | Priority |\n"
                + "|---|---|\n"
                + "| Big Thing | asap |\n"),
        Severity.WARNING,
        9,
        15,
        "Priority \"ASAP\" is not known, so medium is taken.");
  }

  @Test
  void problemsStandInFileOrder() {
    List<Integer> lines =
        read(TABLE + "| a | | nope |\n|  | | |\n| b | | b |\n| c | | |\n| c | | |")
            .problems()
            .stream()
            .map(RoadmapProblem::line)
            .toList();

    assertThat(lines).containsExactly(4, 5, 6, 8);
  }
}
