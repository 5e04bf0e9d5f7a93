package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Readiness;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.work.Footprint;
import dev.coppice.work.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether an agent may be spawned for a named module now, and if not, why.
final class Admission {
  private Admission() {}

  static Optional<Refusal> refusal(OrchestratorState state, ModuleId module, String loop) {
    return unknown(state, module, loop)
        .or(() -> closed(state))
        .or(() -> notReady(state, module))
        .or(() -> crowded(state, module));
  }

  private static Optional<Refusal> unknown(OrchestratorState state, ModuleId module, String loop) {
    Settings settings = state.readSettings();
    if (state.roadmap().find(module).isEmpty()) {
      return no(
          Refusal.Kind.UNKNOWN,
          "Module \"%s\" is not in the roadmap.".formatted(module),
          "Name one of its modules: " + some(state) + ".");
    }
    if (settings.findLoop(loop).isEmpty()) {
      return no(
          Refusal.Kind.UNKNOWN,
          "Loop \"%s\" does not exist.".formatted(loop),
          "Name one of: "
              + settings.loops().stream().map(known -> known.id()).collect(Collectors.joining(", "))
              + ".");
    }
    String agent = settings.agentOf(module);
    if (!settings.agents().contains(agent)) {
      return no(
          Refusal.Kind.UNKNOWN,
          "Agent \"%s\" is not configured.".formatted(agent),
          "Name one of: " + String.join(", ", settings.agents()) + ".");
    }
    return Optional.empty();
  }

  private static String some(OrchestratorState state) {
    List<String> names =
        state.roadmap().modules().stream().limit(12).map(known -> known.id().value()).toList();
    return names.isEmpty() ? "(the roadmap is empty)" : String.join(", ", names);
  }

  private static Optional<Refusal> closed(OrchestratorState state) {
    SystemInfo system = state.openSystem();
    if (system.stopping()) {
      return no(Refusal.Kind.CONFLICT, "The owner is stopping.", "Try again with the next one.");
    }
    if (state.inbox().values().stream()
        .anyMatch(item -> item.about().equals(InboxDecider.ABOUT_DISK))) {
      return no(
          Refusal.Kind.CONFLICT, "The disk is nearly full.", "Free some space, then try again.");
    }
    return switch (system.status()) {
      case PAUSED, TERMINATED ->
          no(
              Refusal.Kind.CONFLICT,
              "The orchestrator is %s: nothing new is started."
                  .formatted(system.status() == SystemInfo.Status.PAUSED ? "paused" : "shut down"),
              "Resume it first.");
      case INITIALIZING, ACTIVE ->
          state.target().verdict() instanceof TargetState.Verdict.Red
              ? no(
                  Refusal.Kind.CONFLICT,
                  "Branch %s is red.".formatted(state.target().name()),
                  "Mend it first; the inbox has the evidence.")
              : Optional.empty();
    };
  }

  private static Optional<Refusal> notReady(OrchestratorState state, ModuleId module) {
    AgentId live = state.live().get(module);
    if (live != null) {
      return no(
          Refusal.Kind.CONFLICT,
          "Module %s already has a live agent, %s.".formatted(module, live),
          "Wait for it, or terminate it first.");
    }
    if (state.landings().values().stream().anyMatch(landing -> landing.module().equals(module))) {
      return no(
          Refusal.Kind.CONFLICT,
          "Work of module %s is waiting to land.".formatted(module),
          "Wait until it has landed.");
    }
    return switch (WorkDecider.readiness(state, module)) {
      case Readiness.Ready _, Readiness.Taken _ -> Optional.empty();
      case Readiness.Complete _ ->
          no(
              Refusal.Kind.CONFLICT,
              "Module %s is complete.".formatted(module),
              "Choose another one.");
      case Readiness.NotPending(_, var status) ->
          no(
              Refusal.Kind.CONFLICT,
              "Module %s is %s in the roadmap.".formatted(module, status.text()),
              "Change its status there first.");
      case Readiness.Waiting(_, var unmet) ->
          no(
              Refusal.Kind.CONFLICT,
              "Module %s needs %s first."
                  .formatted(
                      module,
                      unmet.stream()
                          .map(need -> need.module().value())
                          .collect(Collectors.joining(", "))),
              "Only what has landed counts.");
    };
  }

  private static Optional<Refusal> crowded(OrchestratorState state, ModuleId module) {
    int most = WorkDecider.most(state.readSettings());
    if (WorkDecider.used(state) >= most) {
      return no(
          Refusal.Kind.CONFLICT,
          "All %d slots are taken (maxParallelAgents; unreviewed work counts).".formatted(most),
          "Wait, review what waits to land, or raise maxParallelAgents.");
    }
    Footprint mine = WorkDecider.footprint(state, module);
    return state.live().keySet().stream()
        .sorted()
        .filter(other -> mine.overlaps(WorkDecider.footprint(state, other)))
        .findFirst()
        .flatMap(other ->
            no(
                Refusal.Kind.CONFLICT,
                "Module %s touches the same paths as %s, which is being worked."
                    .formatted(module, other),
                "Wait for it to land."));
  }

  private static Optional<Refusal> no(Refusal.Kind kind, String message, String remedy) {
    return Optional.of(new Refusal(kind, message, remedy));
  }
}
