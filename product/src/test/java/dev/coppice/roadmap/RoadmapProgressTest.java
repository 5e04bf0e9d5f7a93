package dev.coppice.roadmap;

import static dev.coppice.roadmap.Roadmaps.id;
import static dev.coppice.roadmap.Roadmaps.index;
import static dev.coppice.roadmap.Roadmaps.module;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.RoadmapProgress.LayerProgress;
import org.junit.jupiter.api.Test;

class RoadmapProgressTest {
  private static final RoadmapIndex INDEX =
      index(
          module("a", 0).withStatus(ModuleStatus.COMPLETE),
          module("b", 0, "a"),
          module("c", 0, "a"),
          module("d", 2, "b"),
          module("e", 2, "c"),
          module("f", 2, "e"),
          module("g", 6).withStatus(ModuleStatus.DEFERRED));

  private static final RoadmapProgress PROGRESS =
      RoadmapProgress.of(INDEX, id("b")::equals, id("c")::equals);

  @Test
  void totalsTakeIntoAccountWhatIsKnownBeyondTheFile() {
    assertThat(PROGRESS)
        .returns(7, RoadmapProgress::totalModules)
        .returns(2, RoadmapProgress::completeModules)
        .returns(1, RoadmapProgress::inProgressModules)
        .returns(1, RoadmapProgress::pendingModules)
        .returns(2, RoadmapProgress::blockedModules)
        .returns(29, RoadmapProgress::overallPercentage);
  }

  @Test
  void everyLayerHasItsOwnCountAndTheRealStatusOfItsModules() {
    assertThat(PROGRESS.layerProgress())
        .extracting(LayerProgress::layer)
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(PROGRESS.layerProgress().getFirst())
        .returns(3, LayerProgress::total)
        .returns(2, LayerProgress::complete)
        .returns(67, LayerProgress::percentage);
    assertThat(PROGRESS.layerProgress().get(1)).returns(0, LayerProgress::percentage);
    assertThat(PROGRESS.layerProgress().get(2).modules())
        .extracting(RoadmapModule::status)
        .containsExactly(ModuleStatus.PENDING, ModuleStatus.BLOCKED, ModuleStatus.BLOCKED);
  }

  @Test
  void currentNextAndCriticalPathAreNamed() {
    assertThat(PROGRESS.currentModule()).isNotNull().returns(id("c"), RoadmapModule::id);
    assertThat(PROGRESS.nextModules()).extracting(RoadmapModule::id).containsExactly(id("d"));
    assertThat(PROGRESS.criticalPath()).containsExactly(id("c"), id("e"), id("f"));
  }

  @Test
  void anEmptyRoadmapIsAtZero() {
    RoadmapProgress progress = RoadmapProgress.of(index(), _ -> false, _ -> false);

    assertThat(progress.overallPercentage()).isZero();
    assertThat(progress.currentModule()).isNull();
  }
}
