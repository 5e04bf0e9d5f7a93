package dev.coppice.view;

import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.roadmap.RoadmapProgress;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.util.List;
import java.util.Locale;

/// The roadmap as a box of exactly seventy columns, plain text; as short for a hundred thousand
/// modules as for ten.
public final class RoadmapTerminal {
  private static final int NAME = 40;
  private static final int BAR = 20;
  private static final int MOST_OF_PATH = 8;

  private RoadmapTerminal() {}

  /// The box; every line ends with a line feed and none is wider or narrower than seventy columns.
  public static String render(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    Roadmap roadmap = state.roadmap().roadmap();
    RoadmapProgress progress = RoadmapProgressView.progress(state);
    var box = new TextBox().line("ROADMAP");
    if (!state.isOpen()) {
      return box.line("No orchestrator initialized").close();
    }
    box.line("System: " + roadmap.system());
    if (!roadmap.dreamState().isBlank()) {
      box.line("Dream State: " + roadmap.dreamState());
    }
    box.line(
        "Progress: %d of %d modules, %d%%"
            .formatted(
                progress.completeModules(), progress.totalModules(), progress.overallPercentage()));
    box.rule();
    layers(box, progress);
    box.rule();
    next(box, RoadmapProgressView.next(state, RoadmapProgressView.NEXT_MODULES));
    if (!progress.criticalPath().isEmpty()) {
      box.rule();
      path(box, progress.criticalPath());
    }
    return box.close();
  }

  private static void layers(TextBox box, RoadmapProgress progress) {
    box.line("LAYERS");
    for (RoadmapProgress.LayerProgress layer : progress.layerProgress().reversed()) {
      if (layer.total() > 0) {
        box.line(
            "  Layer %d  %s %3d%%  %d/%d"
                .formatted(
                    layer.layer(),
                    Bar.of(layer.complete(), layer.total(), BAR),
                    layer.percentage(),
                    layer.complete(),
                    layer.total()));
      }
    }
    if (progress.currentModule() != null) {
      box.line("  In progress: " + progress.currentModule().name());
    }
  }

  private static void next(TextBox box, List<LeverageScore> next) {
    box.line("NEXT");
    for (LeverageScore score : next) {
      box.line(
          "  %s layer %d  %s"
              .formatted(
                  DisplayText.fit(score.moduleName(), NAME),
                  score.layer(),
                  String.format(Locale.ROOT, "%.2f", score.score())));
    }
    if (next.isEmpty()) {
      box.line("  nothing could be started now");
    }
  }

  private static void path(TextBox box, List<ModuleId> path) {
    box.line("CRITICAL PATH");
    path.stream().limit(MOST_OF_PATH).forEach(module -> box.line("  " + module.value()));
    if (path.size() > MOST_OF_PATH) {
      box.line("  and %d more".formatted(path.size() - MOST_OF_PATH));
    }
  }
}
