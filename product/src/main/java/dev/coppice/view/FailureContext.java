package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.Failure;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an agent carries of earlier failures, its own or those of the agent it took over from.
final class FailureContext {
  private FailureContext() {}

  /// The context, absent where nothing failed yet. `stack` is the end of the output, as clients
  /// know it; `cause`, `fingerprint` and `paths` are ours.
  static @Nullable Map<String, Object> of(OrchestratorState state, Agent agent) {
    Item item = state.items().get(agent.assignment().item());
    Failure failure = agent.lastFailure();
    if (failure == null && item != null && !item.history().isEmpty()) {
      failure = item.history().getLast();
    }
    if (failure == null) {
      return null;
    }
    EventData context =
        new EventData()
            .with("error", failure.summary())
            .with("stack", failure.evidence())
            .with("phase", agent.phase())
            .with("progress", AgentData.of(agent.progress()))
            .with("timestamp", failure.at())
            .with("cause", failure.cause().name().toLowerCase(Locale.ROOT))
            .with("fingerprint", failure.fingerprint())
            .with("paths", failure.paths());
    if (item != null) {
      context.with("previousAttempts", item.attempts());
    }
    predecessor(state, agent).ifPresent(id -> context.with("reassignedFrom", id.toString()));
    return context.values();
  }

  /// The agent that worked on the same item just before; looked for backwards, since it is near.
  static Optional<AgentId> predecessor(OrchestratorState state, Agent agent) {
    int wanted = agent.assignment().generation() - 1;
    for (int i = state.spawnOrder().size() - 1; i >= 0 && wanted > 0; i--) {
      Agent earlier = state.agents().get(state.spawnOrder().get(i));
      if (earlier != null
          && earlier.assignment().generation() == wanted
          && earlier.assignment().item().equals(agent.assignment().item())) {
        return Optional.of(earlier.id());
      }
    }
    return Optional.empty();
  }
}
