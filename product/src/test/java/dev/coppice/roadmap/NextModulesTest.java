package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.index;
import static dev.coppice.roadmap.Roadmaps.module;
import static dev.coppice.roadmap.Roadmaps.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NextModulesTest {
  private static List<String> next(
      RoadmapIndex index, Predicate<ModuleId> complete, Predicate<ModuleId> available, int count) {
    return NextModules.select(index, LeverageScorer.WEIGHTED, complete, available, count).stream()
        .map(score -> score.moduleId().value())
        .toList();
  }

  private static List<String> next(RoadmapIndex index, int count) {
    return next(index, _ -> false, _ -> true, count);
  }

  @Test
  void theBestModuleIsChosenThoughManyStandBeforeIt() {
    List<RoadmapModule> modules = new ArrayList<>();
    IntStream.rangeClosed(1, 20).forEach(i -> modules.add(module("low" + i, 6)));
    modules.add(module("top", 0));
    modules.add(module("after", 1, "top"));

    assertThat(next(RoadmapIndex.of(Roadmaps.roadmap(modules)), 5))
        .containsExactly("top", "low1", "low2", "low3", "low4");
  }

  @Test
  void equalScoresAreOrderedByTheLongestChainThenByTheRoadmap() {
    RoadmapIndex index =
        index(
            module("late", 2),
            module("wide", 0),
            module("w1", "wide"),
            module("w2", "wide"),
            module("deep", 0),
            module("d1", "deep"),
            module("d2", "d1"),
            module("wide-too", 0),
            module("t1", "wide-too"),
            module("t2", "wide-too"));

    assertThat(next(index, 9)).containsExactly("deep", "wide", "wide-too", "late");
    assertThat(next(index, 2)).containsExactly("deep", "wide");
  }

  @Test
  void aModuleWaitsForAllItsDependencies() {
    RoadmapIndex index =
        index(module("a"), module("b").withStatus(ModuleStatus.COMPLETE), module("c", "a", "b"));

    assertThat(next(index, 9)).containsExactly("a");
    assertThat(next(index, Set.of(id("a"))::contains, _ -> true, 9)).containsExactly("c");
  }

  @Test
  void externalDependenciesAreAlwaysSatisfied() {
    RoadmapModule module =
        new RoadmapModule(
            id("a"),
            "a",
            "",
            1,
            ModuleStatus.PENDING,
            List.of(new Dependency(id("outside"), true)),
            List.of(),
            0);

    assertThat(next(index(module), 9)).containsExactly("a");
  }

  @Test
  void anUnknownDependencyIsUnmetUntilSomebodySaysItIsComplete() {
    RoadmapIndex index = index(module("a", "analytics"));

    assertThat(next(index, 9)).isEmpty();
    assertThat(next(index, Set.of(id("analytics"))::contains, _ -> true, 9)).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(value = ModuleStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "PENDING")
  void onlyWhatTheFileCallsPendingIsChosen(ModuleStatus status) {
    assertThat(next(index(module("a").withStatus(status)), 9)).isEmpty();
  }

  @Test
  void whatSomebodyWorksOnIsNotChosenAgain() {
    RoadmapIndex index = index(module("a"), module("b"));

    assertThat(next(index, _ -> false, id -> !id.equals(id("a")), 9)).containsExactly("b");
  }

  @Test
  void noneAreChosenWhenNoneAreAskedFor() {
    assertThat(next(index(module("a")), 0)).isEmpty();
    assertThat(next(index(), Integer.MAX_VALUE)).isEmpty();
    assertThatThrownBy(() -> next(index(module("a")), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count of next modules cannot be negative, got -1");
  }

  @ParameterizedTest
  @EnumSource(LeverageScorer.class)
  void theFirstOfManyAreTheFirstOfAll(LeverageScorer scorer) {
    RoadmapIndex index = RoadmapIndex.of(random(11, 2_000));
    Predicate<ModuleId> complete = id -> id.value().hashCode() % 3 == 0;
    List<LeverageScore> all =
        NextModules.select(index, scorer, complete, _ -> true, Integer.MAX_VALUE);

    assertThat(all)
        .isSortedAccordingTo(Comparator.comparingDouble(LeverageScore::score).reversed())
        .hasSizeGreaterThan(100);
    for (int count = 0; count < 40; count++) {
      assertThat(NextModules.select(index, scorer, complete, _ -> true, count))
          .isEqualTo(all.subList(0, count));
    }
  }

  @Test
  void whatIsChosenIsWhatIsExplainedAsReady() {
    RoadmapIndex index = RoadmapIndex.of(random(12, 1_000));
    Predicate<ModuleId> complete = id -> id.value().hashCode() % 3 == 0;
    Predicate<ModuleId> available = id -> id.value().hashCode() % 5 != 0;
    List<ModuleId> chosen =
        NextModules.select(index, LeverageScorer.RATIO, complete, available, 1_000).stream()
            .map(LeverageScore::moduleId)
            .toList();

    assertThat(index.modules())
        .extracting(RoadmapModule::id)
        .filteredOn(
            id -> NextModules.explain(index, id, complete, available) instanceof Readiness.Ready)
        .containsExactlyInAnyOrderElementsOf(chosen)
        .hasSizeGreaterThan(50);
  }

  @Test
  void everyModuleThatIsNotReadyHasOneReason() {
    RoadmapIndex index =
        index(
            module("done").withStatus(ModuleStatus.COMPLETE),
            module("later").withStatus(ModuleStatus.DEFERRED),
            module("free"),
            module("waiting", "done", "free", "later", "ghost"),
            module("busy"));
    Predicate<ModuleId> available = id -> !id.equals(id("busy"));

    assertThat(index.modules())
        .extracting(module -> NextModules.explain(index, module.id(), _ -> false, available))
        .containsExactly(
            new Readiness.Complete(id("done")),
            new Readiness.NotPending(id("later"), ModuleStatus.DEFERRED),
            new Readiness.Ready(id("free")),
            new Readiness.Waiting(
                id("waiting"),
                List.of(
                    new Readiness.Unmet(id("free"), ModuleStatus.PENDING),
                    new Readiness.Unmet(id("later"), ModuleStatus.DEFERRED),
                    new Readiness.Unmet(id("ghost"), null))),
            new Readiness.Taken(id("busy")));
    assertThatThrownBy(() -> NextModules.explain(index, id("ghost"), _ -> false, available))
        .isInstanceOf(UnknownModuleException.class);
  }
}
