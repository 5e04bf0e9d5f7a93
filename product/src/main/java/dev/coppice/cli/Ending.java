package dev.coppice.cli;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo;
import dev.coppice.view.WhyView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How a run ended and why.
///
/// @param word `done`, `needs-person`, `failed` or `interrupted`
/// @param reasons one sentence each, for people
record Ending(Exit exit, String word, List<String> reasons) {
  private static final int MOST_REASONS = 10;

  Ending {
    reasons = List.copyOf(reasons);
  }

  static Ending interrupted() {
    return new Ending(Exit.INTERRUPTED, "interrupted", List.of());
  }

  private static Ending done() {
    return new Ending(Exit.DONE, "done", List.of());
  }

  /// The end of working a whole roadmap.
  static Ending ofRoadmap(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    if (state.roadmap().modules().isEmpty()) {
      return failed(List.of("The roadmap has no modules."));
    }
    List<ModuleId> open =
        state.roadmap().standings(state::isComplete, state.live()::containsKey).stream()
            .filter(module -> isOpen(module.status()))
            .map(RoadmapModule::id)
            .toList();
    return open.isEmpty() ? done() : person(state, reasons(snapshot, open));
  }

  /// The end of one module's work.
  static Ending ofModule(Snapshot snapshot, ModuleId module) {
    OrchestratorState state = snapshot.state();
    return state.isComplete(module) ? done() : person(state, reasons(snapshot, List.of(module)));
  }

  /// The end of the agents spawned since `start`.
  static Ending ofAgentsSince(Snapshot snapshot, Instant start) {
    OrchestratorState state = snapshot.state();
    List<ModuleId> open = new ArrayList<>();
    state.agentsInOrder().stream()
        .filter(agent -> !agent.times().spawnedAt().isBefore(start))
        .filter(agent -> !state.isComplete(agent.module()))
        .forEach(agent -> open.add(agent.module()));
    return open.isEmpty()
        ? done()
        : person(state, reasons(snapshot, open.stream().distinct().toList()));
  }

  private static boolean isOpen(ModuleStatus status) {
    return switch (status) {
      case PENDING, IN_PROGRESS, BLOCKED -> true;
      case COMPLETE, DEFERRED -> false;
    };
  }

  private static Ending person(OrchestratorState state, List<String> reasons) {
    boolean paused = state.openSystem().status() == SystemInfo.Status.PAUSED;
    return paused || !state.inbox().isEmpty()
        ? new Ending(Exit.NEEDS_PERSON, "needs-person", reasons)
        : failed(reasons);
  }

  private static Ending failed(List<String> reasons) {
    return new Ending(Exit.FAILED, "failed", reasons);
  }

  private static List<String> reasons(Snapshot snapshot, List<ModuleId> open) {
    List<String> reasons = new ArrayList<>();
    open.stream()
        .limit(MOST_REASONS)
        .forEach(module ->
            reasons.add(module + ": " + String.join(" ", WhyView.of(snapshot, module).reasons())));
    if (open.size() > MOST_REASONS) {
      reasons.add("and %d more modules".formatted(open.size() - MOST_REASONS));
    }
    return reasons;
  }
}
