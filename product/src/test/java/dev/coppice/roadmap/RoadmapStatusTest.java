package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.only;
import static dev.coppice.roadmap.Roadmaps.read;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoadmapStatusTest {
  private static final String HEADER = "| Module | Description | Depends On |\n|---|---|---|\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "| a ✓ | x | — |!COMPLETE",
        "| a | x | — ✓ |!COMPLETE",
        "| a | ✔️ works | — |!COMPLETE",
        "| a (deferred) | x | — |!DEFERRED",
        "| a | x (Deferred to spring) | — |!DEFERRED",
        "| a | DEFERRED | — |!DEFERRED",
        "| a | x | — |!PENDING"
      })
  void marksInARowTellItsStatus(String row, ModuleStatus status) {
    assertThat(only(read("## Layer 1\n" + HEADER + row), "a").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "Complete!COMPLETE",
        "done (v1.2)!COMPLETE",
        "✓!COMPLETE",
        "✅ Done!COMPLETE",
        "in-progress!IN_PROGRESS",
        "🚧 In Progress!IN_PROGRESS",
        "**pending**!PENDING",
        "—!PENDING",
        "not started!PENDING",
        "Deferred to 2027!DEFERRED",
        "blocked!BLOCKED",
        "80% complete!BLOCKED",
        "whatever!BLOCKED"
      })
  void theStatusColumnIsHonoured(String word, ModuleStatus status) {
    String table = "| Module | Status | Depends On |\n|---|---|---|\n";

    assertThat(only(read("## Layer 1\n" + table + "| a | " + word + " | |"), "a").status())
        .isEqualTo(status);
  }

  @Test
  void theStatusColumnGoesBeforeWordsInADescription() {
    RoadmapReading reading =
        read(
            """
            ## Layer 0
            | Module | Description | Status |
            |---|---|---|
            | a | A queue of deferred work | pending |
            """);

    assertThat(reading.problems()).isEmpty();
    assertThat(only(reading, "a").status()).isEqualTo(ModuleStatus.PENDING);
  }

  @Test
  void aDeferredModuleStaysDeferredWhenItsDependenciesAreMet() {
    RoadmapReading reading = read("## Layer 1\n" + HEADER + "| a ✓ | | |\n| b (deferred) | | a |");
    RoadmapIndex index = RoadmapIndex.of(reading.roadmap());

    assertThat(index.status(id("b"), _ -> false, _ -> false)).isEqualTo(ModuleStatus.DEFERRED);
    assertThat(NextModules.select(index, LeverageScorer.WEIGHTED, _ -> false, _ -> true, 5))
        .isEmpty();
  }
}
