package dev.coppice.view;

import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Readiness;
import dev.coppice.roadmap.RoadmapIndex;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.WorkDecider;
import dev.coppice.work.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why one module is chosen or passed over.
///
/// @param status where it stands with everything taken into account
/// @param verdict `complete`; `working`; `next`: chosen in the next round; `ready`: could be
///   started, but others come first or something keeps every module; `passed-over`
/// @param reasons every reason, one sentence each, the weightiest first
/// @param agentId the live agent that works on it
/// @param unmet what it depends on and is not complete
/// @param inbox questions that are open about it
/// @param rank place among the modules that could be started now, from 1; absent when it could not
/// @param ofRanked how many modules could be started now
/// @param score what it is worth, with every factor
/// @param dependents modules that need it, directly or through others
/// @param criticalPathLength modules on the longest chain of dependents, this one included
/// @param landedAs the landing commit (object id)
public record WhyView(
    String moduleId,
    String moduleName,
    int layer,
    String status,
    String verdict,
    List<String> reasons,
    @Nullable String agentId,
    List<UnmetView> unmet,
    List<InboxView> inbox,
    @Nullable Integer rank,
    int ofRanked,
    ScoreView score,
    int dependents,
    int criticalPathLength,
    @Nullable String landedAs) {
  public WhyView {
    reasons = List.copyOf(reasons);
    unmet = List.copyOf(unmet);
    inbox = List.copyOf(inbox);
  }

  /// A dependency that is not complete; its status is absent when the roadmap does not know it.
  public record UnmetView(String moduleId, @Nullable String status) {
    static UnmetView of(Readiness.Unmet unmet) {
      return new UnmetView(
          unmet.module().value(), unmet.status() == null ? null : unmet.status().text());
    }
  }

  /// A leverage score: the parts, 0 to 10 each, and what they add up to.
  ///
  /// @param scorer `weighted` or `ratio`
  public record ScoreView(
      String scorer,
      double score,
      double dreamStateAlignment,
      double downstreamUnlock,
      double likelihood,
      double time,
      double effort) {
    static ScoreView of(LeverageScorer scorer, LeverageScore score) {
      return new ScoreView(
          scorer.name().toLowerCase(java.util.Locale.ROOT),
          score.score(),
          score.reasoning().dreamStateAlignment(),
          score.reasoning().downstreamUnlock(),
          score.reasoning().likelihood(),
          score.reasoning().time(),
          score.reasoning().effort());
    }
  }

  /// The answer for one module.
  ///
  /// @throws dev.coppice.roadmap.UnknownModuleException if the roadmap has no such module
  public static WhyView of(Snapshot snapshot, ModuleId id) {
    OrchestratorState state = snapshot.state();
    RoadmapIndex roadmap = state.roadmap();
    RoadmapModule module = roadmap.module(id);
    Settings settings = state.settings();
    LeverageScorer scorer = settings == null ? LeverageScorer.WEIGHTED : settings.leverage();
    List<LeverageScore> ready =
        settings == null ? List.of() : WorkDecider.next(state, roadmap.modules().size());
    Readiness readiness = WorkDecider.readiness(state, id);
    WhyReasons why = WhyReasons.of(state, readiness, rank(ready, id), ready.size());
    return new WhyView(
        id.value(),
        module.name(),
        module.layer(),
        roadmap.status(id, state::isComplete, state.live()::containsKey).text(),
        why.verdict(),
        why.reasons(),
        state.live().containsKey(id) ? state.live().get(id).toString() : null,
        readiness instanceof Readiness.Waiting(_, var unmet)
            ? unmet.stream().map(UnmetView::of).toList()
            : List.of(),
        state.inboxInOrder().stream()
            .filter(item -> id.equals(item.moduleId()))
            .map(InboxView::of)
            .toList(),
        rank(ready, id) == 0 ? null : rank(ready, id),
        ready.size(),
        ScoreView.of(scorer, scorer.score(roadmap, id)),
        roadmap.transitiveDependents(id),
        roadmap.criticalPathLength(id),
        state.accepted().get(id));
  }

  private static int rank(List<LeverageScore> ready, ModuleId id) {
    for (int i = 0; i < ready.size(); i++) {
      if (ready.get(i).moduleId().equals(id)) {
        return i + 1;
      }
    }
    return 0;
  }
}
