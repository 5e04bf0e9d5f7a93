package dev.coppice.view;

import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.Reasoning;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.WorkDecider;
import dev.coppice.work.Settings;
import java.util.List;

/// One module that could be started now, and what speaks for it.
///
/// @param priority the module's layer
/// @param reasoning the parts of the score, each 0 to 10
public record NextWorkView(
    String moduleId,
    String moduleName,
    String loopId,
    double leverageScore,
    int priority,
    List<String> dependencies,
    Reasoning reasoning) {
  public NextWorkView {
    dependencies = List.copyOf(dependencies);
  }

  /// The best `count` modules that could be started now, best first; none before the settings were
  /// read.
  public static List<NextWorkView> of(Snapshot snapshot, int count) {
    OrchestratorState state = snapshot.state();
    Settings settings = state.settings();
    if (settings == null) {
      return List.of();
    }
    return WorkDecider.next(state, count).stream()
        .map(score -> of(state, settings, score))
        .toList();
  }

  private static NextWorkView of(OrchestratorState state, Settings settings, LeverageScore score) {
    return new NextWorkView(
        score.moduleId().value(),
        score.moduleName(),
        settings.loopOf(score.moduleId()),
        score.score(),
        score.layer(),
        state.roadmap().module(score.moduleId()).dependsOn().stream()
            .map(Dependency::module)
            .map(Object::toString)
            .toList(),
        score.reasoning());
  }
}
