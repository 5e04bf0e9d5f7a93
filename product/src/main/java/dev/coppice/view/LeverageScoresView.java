package dev.coppice.view;

import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.Reasoning;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.util.List;
import java.util.Locale;

/// What each module that could be started now is worth, best first, in the contract's shape; none
/// while no system is open.
///
/// @param scorer `weighted` or `ratio`
public record LeverageScoresView(int count, String scorer, List<ScoreView> scores) {
  public LeverageScoresView {
    scores = List.copyOf(scores);
  }

  /// One module's score and what it is made of, each part 0 to 10.
  public record ScoreView(
      String moduleId,
      String moduleName,
      int layer,
      String description,
      double score,
      Reasoning reasoning) {
    static ScoreView of(LeverageScore score) {
      return new ScoreView(
          score.moduleId().value(),
          score.moduleName(),
          score.layer(),
          score.description(),
          score.score(),
          score.reasoning());
    }
  }

  public static LeverageScoresView of(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    List<ScoreView> scores =
        RoadmapProgressView.next(state, state.roadmap().modules().size()).stream()
            .map(ScoreView::of)
            .toList();
    return new LeverageScoresView(
        scores.size(), RoadmapProgressView.scorer(state).name().toLowerCase(Locale.ROOT), scores);
  }
}
