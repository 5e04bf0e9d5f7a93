package dev.coppice.view;

import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.roadmap.RoadmapProgress;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.WorkDecider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How far the roadmap is, as a whole and layer by layer, in the contract's shape; all zero while
/// no system is open.
///
/// @param totalModules deferred ones included, which are in no other count
/// @param overallPercentage whole, rounded half up
/// @param layerProgress seven layers, 0 first
/// @param currentModule the first in progress
/// @param nextModules the best five that could be started now, best first
/// @param criticalPath ids of the longest chain still to be done, in the order it must be done
public record RoadmapProgressView(
    int totalModules,
    int completeModules,
    int inProgressModules,
    int pendingModules,
    int blockedModules,
    int overallPercentage,
    List<LayerView> layerProgress,
    @Nullable ModuleView currentModule,
    List<ModuleView> nextModules,
    List<String> criticalPath) {
  static final int NEXT_MODULES = 5;

  public RoadmapProgressView {
    layerProgress = List.copyOf(layerProgress);
    nextModules = List.copyOf(nextModules);
    criticalPath = List.copyOf(criticalPath);
  }

  /// How far one layer is.
  public record LayerView(
      int layer,
      int total,
      int complete,
      int inProgress,
      int pending,
      int blocked,
      int percentage,
      List<ModuleView> modules) {
    public LayerView {
      modules = List.copyOf(modules);
    }
  }

  public static RoadmapProgressView of(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    RoadmapProgress progress = progress(state);
    Map<String, ModuleView> modules =
        ModuleView.all(snapshot).stream()
            .collect(Collectors.toMap(ModuleView::id, Function.identity()));
    return new RoadmapProgressView(
        progress.totalModules(),
        progress.completeModules(),
        progress.inProgressModules(),
        progress.pendingModules(),
        progress.blockedModules(),
        progress.overallPercentage(),
        progress.layerProgress().stream().map(layer -> layer(layer, modules)).toList(),
        progress.currentModule() == null
            ? null
            : modules.get(progress.currentModule().id().value()),
        next(state, NEXT_MODULES).stream()
            .flatMap(score -> Stream.ofNullable(modules.get(score.moduleId().value())))
            .toList(),
        progress.criticalPath().stream().map(ModuleId::value).toList());
  }

  static RoadmapProgress progress(OrchestratorState state) {
    return RoadmapProgress.of(
        state.roadmap(), scorer(state), state::isComplete, state.live()::containsKey);
  }

  static LeverageScorer scorer(OrchestratorState state) {
    return state.settings() == null ? LeverageScorer.WEIGHTED : state.settings().leverage();
  }

  /// What could be started now, best first: the same choice that a cycle makes. None before the
  /// settings were read.
  static List<LeverageScore> next(OrchestratorState state, int count) {
    return state.settings() == null ? List.of() : WorkDecider.next(state, count);
  }

  private static LayerView layer(
      RoadmapProgress.LayerProgress layer, Map<String, ModuleView> modules) {
    return new LayerView(
        layer.layer(),
        layer.total(),
        layer.complete(),
        layer.inProgress(),
        layer.pending(),
        layer.blocked(),
        layer.percentage(),
        layer.modules().stream()
            .map(RoadmapModule::id)
            .flatMap(id -> Stream.ofNullable(modules.get(id.value())))
            .toList());
  }
}
