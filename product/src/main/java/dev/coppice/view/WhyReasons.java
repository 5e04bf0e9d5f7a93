package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Readiness;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.SystemInfo;
import dev.coppice.schedule.TargetState.Verdict;
import dev.coppice.schedule.WorkDecider;
import dev.coppice.work.Footprint;
import dev.coppice.work.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What speaks for or against starting one module now, in sentences.
record WhyReasons(String verdict, List<String> reasons) {
  WhyReasons {
    reasons = List.copyOf(reasons);
  }

  /// @param rank place among the modules that could be started, from 1; 0 when it is not among them
  static WhyReasons of(OrchestratorState state, Readiness readiness, int rank, int ofRanked) {
    List<String> reasons = new ArrayList<>(own(state, readiness));
    openQuestions(state, readiness.module(), reasons);
    if (!(readiness instanceof Readiness.Ready)) {
      String verdict =
          readiness instanceof Readiness.Complete
              ? "complete"
              : state.live().containsKey(readiness.module()) ? "working" : "passed-over";
      return new WhyReasons(verdict, reasons);
    }
    reasons.add("It is number %d of %d that could be started now.".formatted(rank, ofRanked));
    List<String> obstacles = obstacles(state);
    overlaps(state, readiness.module(), obstacles);
    reasons.addAll(0, obstacles);
    boolean next = obstacles.isEmpty() && rank <= StatusView.Slots.of(state).free();
    return new WhyReasons(next ? "next" : "ready", reasons);
  }

  private static List<String> own(OrchestratorState state, Readiness readiness) {
    return switch (readiness) {
      case Readiness.Ready _ ->
          List.of("Nothing in the roadmap keeps it: all it needs is complete.");
      case Readiness.Complete(var module) -> {
        String commit = state.accepted().get(module);
        yield List.of(
            commit == null
                ? "The roadmap says it is complete."
                : "It landed as %s.".formatted(commit));
      }
      case Readiness.NotPending(_, var status) ->
          List.of("The roadmap says it is %s.".formatted(status.text()));
      case Readiness.Waiting(_, var unmet) ->
          List.of(
              "It waits for %s."
                  .formatted(
                      unmet.stream().map(WhyReasons::told).collect(Collectors.joining(", "))));
      case Readiness.Taken(var module) -> taken(state, module);
    };
  }

  private static String told(Readiness.Unmet unmet) {
    return unmet.status() == null
        ? unmet.module() + " (not in the roadmap)"
        : unmet.module() + " (" + unmet.status().text() + ")";
  }

  private static List<String> taken(OrchestratorState state, ModuleId module) {
    List<String> reasons = new ArrayList<>();
    AgentId live = state.live().get(module);
    if (live != null) {
      reasons.add(
          state
              .findAgent(live)
              .map(WhyReasons::working)
              .orElse("Agent %s works on it.".formatted(live)));
    }
    String held = state.held().get(module);
    if (held != null) {
      reasons.add("It is held: %s. Spawn it by name to try again.".formatted(held));
    }
    return reasons;
  }

  private static String working(Agent agent) {
    return "Agent %s works on it: %s, %s%s."
        .formatted(
            agent.id(),
            agent.status().text(),
            StageText.of(agent.stage()),
            agent.reason() == null ? "" : " (" + agent.reason() + ")");
  }

  private static void openQuestions(
      OrchestratorState state, ModuleId module, List<String> reasons) {
    for (InboxItem item : state.inboxInOrder()) {
      if (module.equals(item.moduleId())) {
        reasons.add("Your answer to %s is wanted: %s".formatted(item.id(), item.question()));
      }
    }
  }

  /// What keeps every module from being started, whatever its worth.
  private static List<String> obstacles(OrchestratorState state) {
    List<String> obstacles = new ArrayList<>();
    if (state.isOpen()) {
      SystemInfo system = state.openSystem();
      switch (system.status()) {
        case PAUSED -> obstacles.add("The orchestrator is paused.");
        case TERMINATED -> obstacles.add("The orchestrator is shut down.");
        case INITIALIZING, ACTIVE -> {
          if (system.stopping()) {
            obstacles.add("The owner of the system is stopping.");
          }
        }
      }
    }
    switch (state.target().verdict()) {
      case Verdict.Red(var failure) ->
          obstacles.add(
              "The target %s is red: %s".formatted(state.target().name(), failure.summary()));
      case Verdict.Unknown _, Verdict.Checking _ ->
          obstacles.add(
              "The target %s is not known to be green yet.".formatted(state.target().name()));
      case Verdict.Green _ -> {
        // Nothing against it.
      }
    }
    StatusView.Slots slots = StatusView.Slots.of(state);
    if (slots.areFull()) {
      obstacles.add("All %d slots are taken.".formatted(slots.used()));
    }
    alerts(state, obstacles);
    return obstacles;
  }

  private static void overlaps(OrchestratorState state, ModuleId module, List<String> obstacles) {
    if (state.settings() == null) {
      return;
    }
    Footprint mine = WorkDecider.footprint(state, module);
    state.live().keySet().stream()
        .sorted()
        .filter(other -> mine.overlaps(WorkDecider.footprint(state, other)))
        .forEach(other ->
            obstacles.add(
                "It touches the same paths as %s, which is being worked.".formatted(other)));
  }

  private static void alerts(OrchestratorState state, List<String> obstacles) {
    int escalations = 0;
    for (InboxItem item : state.inboxInOrder()) {
      if (item.kind() == InboxKind.ESCALATION) {
        escalations++;
      }
      // A red target has been told already.
      if (item.kind() == InboxKind.ALERT
          && item.moduleId() == null
          && !(state.target().verdict() instanceof Verdict.Red)) {
        obstacles.add("Alert %s is open: %s".formatted(item.id(), item.question()));
      }
    }
    Settings settings = state.settings();
    if (settings != null && escalations >= settings.retrying().escalationThreshold()) {
      obstacles.add("%d escalations wait for you; answer some first.".formatted(escalations));
    }
  }
}
