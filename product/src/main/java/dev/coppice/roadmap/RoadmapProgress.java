package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// How far a roadmap is, as a whole and layer by layer.
///
/// Totals include deferred modules, which appear in no other count. Modules carry the status they
/// really have, not the file's. The current module is the first in progress; the next ones are the
/// best five that are ready; percentages are whole numbers rounded half up, 0 of nothing.
public record RoadmapProgress(
    int totalModules,
    int completeModules,
    int inProgressModules,
    int pendingModules,
    int blockedModules,
    int overallPercentage,
    List<LayerProgress> layerProgress,
    @Nullable RoadmapModule currentModule,
    List<RoadmapModule> nextModules,
    List<ModuleId> criticalPath) {
  private static final int NEXT_MODULES = 5;

  /// How far one layer is.
  public record LayerProgress(
      int layer,
      int total,
      int complete,
      int inProgress,
      int pending,
      int blocked,
      int percentage,
      List<RoadmapModule> modules) {
    public LayerProgress {
      modules = List.copyOf(modules);
    }

    private static LayerProgress of(int layer, List<RoadmapModule> modules) {
      int complete = count(modules, ModuleStatus.COMPLETE);
      return new LayerProgress(
          layer,
          modules.size(),
          complete,
          count(modules, ModuleStatus.IN_PROGRESS),
          count(modules, ModuleStatus.PENDING),
          count(modules, ModuleStatus.BLOCKED),
          percent(complete, modules.size()),
          modules);
    }
  }

  public RoadmapProgress {
    layerProgress = List.copyOf(layerProgress);
    nextModules = List.copyOf(nextModules);
    criticalPath = List.copyOf(criticalPath);
  }

  /// The progress when these modules are complete or in progress, beyond what the file says; next
  /// modules are ranked by the default scorer.
  public static RoadmapProgress of(
      RoadmapIndex index, Predicate<ModuleId> complete, Predicate<ModuleId> inProgress) {
    return of(index, LeverageScorer.WEIGHTED, complete, inProgress);
  }

  /// The same, with next modules ranked by this scorer.
  public static RoadmapProgress of(
      RoadmapIndex index,
      LeverageScorer scorer,
      Predicate<ModuleId> complete,
      Predicate<ModuleId> inProgress) {
    List<RoadmapModule> modules = index.standings(complete, inProgress);
    int done = count(modules, ModuleStatus.COMPLETE);
    return new RoadmapProgress(
        modules.size(),
        done,
        count(modules, ModuleStatus.IN_PROGRESS),
        count(modules, ModuleStatus.PENDING),
        count(modules, ModuleStatus.BLOCKED),
        percent(done, modules.size()),
        layers(modules),
        first(modules, ModuleStatus.IN_PROGRESS),
        NextModules.select(index, scorer, complete, inProgress.negate(), NEXT_MODULES).stream()
            .map(next -> index.module(next.moduleId()))
            .toList(),
        index.criticalPath(complete));
  }

  private static List<LayerProgress> layers(List<RoadmapModule> modules) {
    List<List<RoadmapModule>> byLayer = new ArrayList<>();
    for (int layer = 0; layer <= RoadmapModule.TOP_LAYER; layer++) {
      byLayer.add(new ArrayList<>());
    }
    modules.forEach(module -> byLayer.get(module.layer()).add(module));
    List<LayerProgress> layers = new ArrayList<>();
    for (int layer = 0; layer < byLayer.size(); layer++) {
      layers.add(LayerProgress.of(layer, byLayer.get(layer)));
    }
    return layers;
  }

  private static @Nullable RoadmapModule first(List<RoadmapModule> modules, ModuleStatus status) {
    return modules.stream().filter(module -> module.status() == status).findFirst().orElse(null);
  }

  private static int count(List<RoadmapModule> modules, ModuleStatus status) {
    return (int) modules.stream().filter(module -> module.status() == status).count();
  }

  private static int percent(int part, int whole) {
    return whole == 0 ? 0 : (int) Math.round(100.0 * part / whole);
  }
}
