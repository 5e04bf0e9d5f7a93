package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.index;
import static dev.coppice.roadmap.Roadmaps.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeverageScorerTest {
  private static RoadmapModule described(int layer, int dependencies, int length) {
    RoadmapModule module =
        module(
            "m",
            layer,
            IntStream.range(0, dependencies).mapToObj(i -> "d" + i).toArray(String[]::new));
    return new RoadmapModule(
        module.id(),
        module.name(),
        "x".repeat(length),
        layer,
        module.status(),
        module.dependsOn(),
        List.of(),
        0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 10, 6.0",
    "1, 0, 1, 10, 5.3",
    "1, 0, 2, 10, 5.1",
    "3, 0, 0, 220, 3.4",
    "0, 9, 0, 10, 8.0",
    "1, 9, 0, 10, 8.2",
    "2, 9, 0, 10, 8.5",
    "3, 9, 0, 10, 8.9",
    "4, 9, 0, 10, 9.3",
    "5, 9, 0, 10, 8.7",
    "6, 9, 0, 10, 8.7"
  })
  void ratioKeepsTheNumbersThatUsersKnow(
      int layer, int dependents, int dependencies, int length, double score) {
    assertThat(LeverageScorer.RATIO.score(described(layer, dependencies, length), dependents))
        .returns(score, LeverageScore::score);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 10, 7.0",
    "0, 9, 0, 10, 9.0",
    "1, 0, 1, 10, 5.85",
    "1, 9, 0, 10, 8.5",
    "4, 9, 0, 10, 7.0",
    "6, 9, 0, 250, 6.2"
  })
  void weightedAddsItsWeightsUpToTen(
      int layer, int dependents, int dependencies, int length, double score) {
    assertThat(LeverageScorer.WEIGHTED.score(described(layer, dependencies, length), dependents))
        .returns(score, LeverageScore::score);
  }

  @Test
  void weightedRanksAFoundationAboveEveryHigherLayerOfTheSameWeight() {
    double[] byLayer =
        IntStream.rangeClosed(0, 6)
            .mapToDouble(layer -> LeverageScorer.WEIGHTED.score(described(layer, 0, 10), 5).score())
            .toArray();

    assertThat(byLayer).startsWith(9.0);
    assertThat(IntStream.range(1, 7).allMatch(layer -> byLayer[layer] < byLayer[0])).isTrue();
  }

  @Test
  void theReasoningNamesEveryInput() {
    assertThat(LeverageScorer.WEIGHTED.score(described(2, 2, 150), 3).reasoning())
        .isEqualTo(new Reasoning(7, 6, 8, 5, 5));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "99, 3", "100, 5", "199, 5", "200, 7"})
  void timeGrowsWithTheDescription(int length, double time) {
    assertThat(LeverageScorer.reasoning(described(0, 0, length), 0).time()).isEqualTo(time);
  }

  @Test
  void anExternalDependencyLowersTheLikelihoodLikeAnyOther() {
    RoadmapModule module =
        new RoadmapModule(
            id("m"),
            "m",
            "",
            0,
            ModuleStatus.PENDING,
            List.of(new Dependency(id("x"), true)),
            List.of(),
            0);

    assertThat(LeverageScorer.reasoning(module, 0).likelihood()).isEqualTo(9);
  }

  @Test
  void aScoreOfAnIndexCountsTransitiveDependents() {
    RoadmapIndex index = index(module("a", 0), module("b", "a"), module("c", "b"));

    assertThat(LeverageScorer.WEIGHTED.score(index, id("a")).reasoning().downstreamUnlock())
        .isEqualTo(4);
    assertThatThrownBy(() -> LeverageScorer.WEIGHTED.score(index, id("nobody")))
        .isInstanceOf(UnknownModuleException.class)
        .hasMessage("The roadmap has no module \"nobody\". Use an id that the roadmap lists.");
  }
}
