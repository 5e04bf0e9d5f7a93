package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.chain;
import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.index;
import static dev.coppice.roadmap.Roadmaps.module;
import static dev.coppice.roadmap.Roadmaps.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoadmapIndexTest {
  private static final RoadmapIndex DIAMOND =
      index(
          module("base", 0),
          module("left", "base"),
          module("right", "base"),
          module("top", "left", "right"));

  @Test
  void aDiamondIsCountedOnce() {
    assertThat(DIAMOND.transitiveDependents(id("base"))).isEqualTo(3);
    assertThat(DIAMOND.countedDependents(id("base"))).isEqualTo(3);
    assertThat(DIAMOND.countedDependents(id("top"))).isZero();
  }

  @Test
  void aNameInsideAnotherNameIsNoDependent() {
    RoadmapIndex index = index(module("voice"), module("voice-input"), module("x", "voice-input"));

    assertThat(index.countedDependents(id("voice"))).isZero();
    assertThat(index.countedDependents(id("voice-input"))).isOne();
  }

  @Test
  void neighboursAreGivenInRoadmapOrder() {
    assertThat(DIAMOND.dependents(id("base"))).containsExactly(id("left"), id("right"));
    assertThat(DIAMOND.dependencies(id("top"))).containsExactly(id("left"), id("right"));
  }

  @Test
  void modulesAreFoundByTheirExactId() {
    assertThat(DIAMOND.find(id("left"))).contains(DIAMOND.modules().get(1));
    assertThat(DIAMOND.find(id("lef"))).isEmpty();
    assertThat(index(module("a", "ghost")).find(id("ghost"))).isEmpty();
    assertThatThrownBy(() -> index(module("a", "ghost")).criticalPathLength(id("ghost")))
        .isInstanceOf(UnknownModuleException.class);
  }

  @Test
  void theCriticalPathIsTheLongestChainOfWhatIsLeft() {
    RoadmapIndex index =
        index(
            module("hub", 0),
            module("h1", "hub"),
            module("h2", "hub"),
            module("h3", "hub"),
            module("a", 0),
            module("b", "a"),
            module("c", "b"),
            module("d", "c"));

    assertThat(index.criticalPath(_ -> false)).containsExactly(id("a"), id("b"), id("c"), id("d"));
    assertThat(index.criticalPath(Set.of(id("a"), id("b"))::contains))
        .containsExactly(id("hub"), id("h1"));
    assertThat(index.criticalPath(_ -> true)).isEmpty();
    assertThat(index.criticalPathLength(id("b"))).isEqualTo(3);
  }

  @Test
  void whatTheFileCallsCompleteOrDeferredIsNotOnTheCriticalPath() {
    RoadmapIndex index =
        index(
            module("a").withStatus(ModuleStatus.COMPLETE),
            module("b", "a"),
            module("c", "b").withStatus(ModuleStatus.DEFERRED));

    assertThat(index.criticalPath(_ -> false)).containsExactly(id("b"));
  }

  @Test
  void aChainOfAHundredThousandModulesIsNoTroubleForTheStack() {
    RoadmapIndex index = RoadmapIndex.of(chain(100_000));

    assertThat(index.criticalPathLength(id("m0"))).isEqualTo(100_000);
    assertThat(index.transitiveDependents(id("m0"))).isEqualTo(99_999);
    assertThat(index.countedDependents(id("m0"))).isEqualTo(5);
    assertThat(index.criticalPath(_ -> false)).hasSize(100_000).startsWith(id("m0"), id("m1"));
  }

  @Test
  void aCircleCanBeIndexed() {
    RoadmapIndex index =
        index(module("a", "c"), module("b", "a"), module("c", "b"), module("d", "c"), module("e"));

    assertThat(index.transitiveDependents(id("a"))).isEqualTo(3);
    assertThat(index.countedDependents(id("a"))).isEqualTo(3);
    assertThat(index.criticalPath(_ -> false)).isNotEmpty();
    assertThat(NextModules.select(index, LeverageScorer.WEIGHTED, _ -> false, _ -> true, 9))
        .extracting(LeverageScore::moduleId)
        .containsExactly(id("e"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void countsAndLengthsAgreeWithTheSlowWay(long seed) {
    RoadmapIndex index = RoadmapIndex.of(random(seed, 300));

    for (RoadmapModule module : index.modules()) {
      Set<ModuleId> all = new HashSet<>();
      addDependents(index, module.id(), all);
      assertThat(index.transitiveDependents(module.id())).isEqualTo(all.size());
      assertThat(index.countedDependents(module.id())).isEqualTo(Math.min(5, all.size()));
      assertThat(index.criticalPathLength(module.id()))
          .isEqualTo(
              1
                  + index.dependents(module.id()).stream()
                      .mapToInt(index::criticalPathLength)
                      .max()
                      .orElse(0));
    }
  }

  private static void addDependents(RoadmapIndex index, ModuleId id, Set<ModuleId> all) {
    for (ModuleId dependent : index.dependents(id)) {
      if (all.add(dependent)) {
        addDependents(index, dependent, all);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void theCriticalPathIsAChainAsLongAsTheLongest(long seed) {
    RoadmapIndex index = RoadmapIndex.of(random(seed, 500));
    List<ModuleId> path = index.criticalPath(_ -> false);

    for (int i = 1; i < path.size(); i++) {
      assertThat(index.dependencies(path.get(i))).contains(path.get(i - 1));
    }
    assertThat(path)
        .hasSize(
            index.modules().stream()
                .mapToInt(module -> index.criticalPathLength(module.id()))
                .max()
                .orElseThrow());
  }

  @Test
  void aRoadmapHasNoIdTwice() {
    List<RoadmapModule> twice = List.of(module("a"), module("a"));

    assertThatThrownBy(() -> Roadmaps.roadmap(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("module id a is in the roadmap twice");
  }
}
