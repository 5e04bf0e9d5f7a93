package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/// Chooses which modules to start next.
///
/// Every ready module is scored before any is cut. The order is total, so the same inputs always
/// give the same answer: score, then the longest chain of dependents, then roadmap order.
public final class NextModules {
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .thenComparingInt(Candidate::criticalPathLength)
          .reversed()
          .thenComparingInt(Candidate::position);

  private record Candidate(int position, double score, int criticalPathLength) {}

  private NextModules() {}

  /// The best `count` of the modules that are ready, best first. Linear in the roadmap; keeps no
  /// more than `count` candidates at a time.
  ///
  /// A module is ready when the file says pending, `complete` does not say otherwise, each
  /// dependency is complete (in the file or by the predicate) or external, and `available` holds:
  /// the caller's word that nobody works on it already.
  ///
  /// @throws IllegalArgumentException if `count` is negative
  public static List<LeverageScore> select(
      RoadmapIndex index,
      LeverageScorer scorer,
      Predicate<ModuleId> complete,
      Predicate<ModuleId> available,
      int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count of next modules cannot be negative, got " + count);
    }
    Completion completion = new Completion(index, complete);
    PriorityQueue<Candidate> best = new PriorityQueue<>(BEST_FIRST.reversed());
    List<RoadmapModule> modules = index.modules();
    for (int i = 0; i < modules.size() && count > 0; i++) {
      if (isReady(modules.get(i), i, completion) && available.test(modules.get(i).id())) {
        offer(best, candidate(index, scorer, i), count);
      }
    }
    List<Candidate> chosen = new ArrayList<>(best);
    chosen.sort(BEST_FIRST);
    return chosen.stream().map(c -> score(index, scorer, c.position())).toList();
  }

  private static boolean isReady(RoadmapModule module, int position, Completion completion) {
    return module.status() == ModuleStatus.PENDING
        && !completion.isComplete(position)
        && completion.isUnlocked(position);
  }

  private static void offer(PriorityQueue<Candidate> best, Candidate candidate, int count) {
    if (best.size() < count) {
      best.add(candidate);
    } else if (BEST_FIRST.compare(candidate, best.element()) < 0) {
      best.remove();
      best.add(candidate);
    }
  }

  private static Candidate candidate(RoadmapIndex index, LeverageScorer scorer, int position) {
    RoadmapModule module = index.modules().get(position);
    double score =
        scorer.score(LeverageScorer.reasoning(module, index.countedDependents(position)));
    return new Candidate(position, score, index.criticalPathLength(position));
  }

  private static LeverageScore score(RoadmapIndex index, LeverageScorer scorer, int position) {
    return scorer.score(index.modules().get(position), index.countedDependents(position));
  }

  /// Why [#select] would or would not take a module into account.
  ///
  /// @throws UnknownModuleException if the roadmap has no such module
  public static Readiness explain(
      RoadmapIndex index,
      ModuleId id,
      Predicate<ModuleId> complete,
      Predicate<ModuleId> available) {
    RoadmapModule module = index.module(id);
    Completion completion = new Completion(index, complete);
    if (completion.isComplete(index.position(id))) {
      return new Readiness.Complete(id);
    }
    if (module.status() != ModuleStatus.PENDING) {
      return new Readiness.NotPending(id, module.status());
    }
    if (!completion.isUnlocked(index.position(id))) {
      return new Readiness.Waiting(id, unmet(index, module, complete));
    }
    return available.test(id) ? new Readiness.Ready(id) : new Readiness.Taken(id);
  }

  private static List<Readiness.Unmet> unmet(
      RoadmapIndex index, RoadmapModule module, Predicate<ModuleId> complete) {
    return module.dependsOn().stream()
        .filter(dependency -> !dependency.external())
        .map(Dependency::module)
        .distinct()
        .filter(id -> !complete.test(id))
        .map(id -> new Readiness.Unmet(id, index.find(id).map(RoadmapModule::status).orElse(null)))
        .filter(unmet -> unmet.status() != ModuleStatus.COMPLETE)
        .toList();
  }
}
