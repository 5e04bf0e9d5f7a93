package dev.coppice.view;

import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.Progress;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.Place;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One agent in the contract's shape, and what else is worth knowing of it.
///
/// @param executionId the attempt that runs now
/// @param failureContext what failed before and where, as the next attempt is told it
/// @param generation 1-based number of this agent within its work item
/// @param phaseLabel all phases the attempt works on, such as `IMPLEMENT+VERIFY`
/// @param stage what it does or waits for, in a few words
/// @param note the newest remark of the attempt that runs
/// @param reason why it is blocked
public record AgentView(
    String id,
    String orchestratorId,
    String moduleId,
    String loopId,
    String scope,
    @Nullable String executionId,
    @Nullable String worktreePath,
    @Nullable String branchName,
    String status,
    String currentPhase,
    Progress progress,
    int retryCount,
    int maxRetries,
    @Nullable String lastError,
    @Nullable Map<String, Object> failureContext,
    Instant spawnedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    Instant lastHeartbeat,
    String agentName,
    int generation,
    String phaseLabel,
    String stage,
    @Nullable String note,
    @Nullable String reason) {
  private static final int MOST_UNPROVEN = 99;

  public AgentView {
    failureContext =
        failureContext == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<>(failureContext));
  }

  /// The agent as it stands. The snapshot must know it.
  public static AgentView of(Snapshot snapshot, Agent agent) {
    LiveProgress live = snapshot.live().get(agent.id());
    Place place = agent.place();
    return new AgentView(
        agent.id().toString(),
        snapshot.state().openSystem().id(),
        agent.module().value(),
        agent.assignment().loop().id(),
        agent.assignment().scope(),
        agent.stage() instanceof Stage.Working working ? working.attempt().id().value() : null,
        place == null ? null : place.path(),
        place == null ? null : place.branch(),
        agent.status().text(),
        phase(agent, live),
        progress(agent, live),
        agent.retryCount(),
        agent.maxRetries(),
        agent.lastFailure() == null ? null : agent.lastFailure().summary(),
        FailureContext.of(snapshot.state(), agent),
        agent.times().spawnedAt(),
        agent.times().startedAt(),
        agent.times().completedAt(),
        heartbeat(agent, live),
        agent.assignment().agentName(),
        agent.assignment().generation(),
        phaseLabel(agent),
        StageText.of(agent.stage()),
        live == null ? null : live.note(),
        agent.reason());
  }

  /// What is proven, or what the running attempt says of itself if that is more. Words alone never
  /// make a hundred.
  static Progress progress(Agent agent, @Nullable LiveProgress live) {
    Progress proven = agent.progress();
    if (live == null || agent.status() == AgentStatus.COMPLETED) {
      return proven;
    }
    int said = Math.min(live.percent(), MOST_UNPROVEN);
    return said > proven.percentComplete() ? proven.withPercent(said) : proven;
  }

  static String phaseLabel(Agent agent) {
    return agent.stage() instanceof Stage.ToLand ? agent.phase() : agent.currentSegment().label();
  }

  private static String phase(Agent agent, @Nullable LiveProgress live) {
    return live == null || live.phase() == null || agent.stage() instanceof Stage.ToLand
        ? agent.phase()
        : live.phase();
  }

  private static Instant heartbeat(Agent agent, @Nullable LiveProgress live) {
    Agent.Times times = agent.times();
    if (live != null) {
      return live.heartbeat();
    }
    if (times.completedAt() != null) {
      return times.completedAt();
    }
    return times.startedAt() == null ? times.spawnedAt() : times.startedAt();
  }
}
