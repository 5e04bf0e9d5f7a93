package dev.coppice.view;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was done for one module over all its work items and agents.
///
/// @param from when its first agent was spawned
/// @param to when its newest agent ended, or the moment looked at while it lives
/// @param landedAs the landing commit (object id)
record ModuleRecord(
    ModuleId module,
    String status,
    int agents,
    int attempts,
    int retries,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String landedAs) {
  private static final int SHORT_COMMIT = 10;

  /// One record for each module that has a work item, an agent or a landing, in no promised order.
  static Map<ModuleId, ModuleRecord> all(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    Map<ModuleId, ModuleRecord> records = new LinkedHashMap<>();
    state.accepted().keySet().forEach(module -> records.put(module, empty(state, module)));
    for (Item item : state.items().values()) {
      records.merge(
          item.work().moduleId(),
          empty(state, item.work().moduleId()).withAttempts(item.attempts()),
          ModuleRecord::and);
    }
    for (Agent agent : state.agentsInOrder()) {
      records.merge(
          agent.module(),
          empty(state, agent.module()).with(agent, snapshot.at()),
          ModuleRecord::and);
    }
    return records;
  }

  private static ModuleRecord empty(OrchestratorState state, ModuleId module) {
    String landedAs = state.accepted().get(module);
    String status = landedAs == null ? "waiting" : "accepted";
    return new ModuleRecord(
        module,
        state.held().containsKey(module) ? "given up" : status,
        0,
        0,
        0,
        null,
        null,
        landedAs);
  }

  private ModuleRecord withAttempts(int count) {
    return new ModuleRecord(module, status, agents, count, retries, from, to, landedAs);
  }

  private ModuleRecord with(Agent agent, Instant now) {
    Instant end = agent.times().completedAt();
    return new ModuleRecord(
        module,
        agent.status().isEnded() ? status : agent.status().text(),
        1,
        attempts,
        agent.retryCount(),
        agent.times().spawnedAt(),
        // A reassigned agent has no end of its own: the next one takes over at once.
        end == null && agent.status().isEnded()
            ? agent.times().spawnedAt()
            : end == null ? now : end,
        landedAs);
  }

  /// Both together; the later one's status counts.
  private ModuleRecord and(ModuleRecord later) {
    return new ModuleRecord(
        module,
        later.status,
        agents + later.agents,
        attempts + later.attempts,
        retries + later.retries,
        from == null ? later.from : from,
        later.to == null ? to : later.to,
        landedAs);
  }

  List<String> cells() {
    return List.of(
        module.value(),
        status,
        String.valueOf(agents),
        String.valueOf(attempts),
        String.valueOf(retries),
        from == null || to == null ? "-" : ElapsedText.of(Duration.between(from, to)),
        landedAs == null ? "-" : landedAs.substring(0, Math.min(SHORT_COMMIT, landedAs.length())));
  }
}
