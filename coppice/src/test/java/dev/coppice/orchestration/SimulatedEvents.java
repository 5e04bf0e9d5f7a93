package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.OrchestratorState;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The published form of the few events that tests of surfaces look at.
final class SimulatedEvents {
  private SimulatedEvents() {}

  static Optional<OrchestrationEvent> published(
      Event event, OrchestratorState state, long seq, Instant at) {
    return switch (event) {
      case Event.SystemOpened _ -> Optional.of(event("orchestrator:created", null, null, seq, at));
      case Event.Paused _ -> Optional.of(event("orchestrator:paused", null, null, seq, at));
      case Event.AgentSpawned(var agent, var item, _, _, _, _) ->
          Optional.of(
              event(
                  "agent:spawned",
                  agent.toString(),
                  Objects.requireNonNull(state.items().get(item)).work().moduleId().value(),
                  seq,
                  at));
      case Event.Landed landed ->
          Optional.of(
              event(
                  "worktree:merged",
                  String.valueOf(landed.agent()),
                  landed.module().value(),
                  seq,
                  at));
      default -> Optional.empty();
    };
  }

  private static OrchestrationEvent event(
      String type, @Nullable String agent, @Nullable String module, long seq, Instant at) {
    return new OrchestrationEvent(
        "e-" + seq, seq, type, "orchestrator-1", agent, module, at, Map.of());
  }
}
