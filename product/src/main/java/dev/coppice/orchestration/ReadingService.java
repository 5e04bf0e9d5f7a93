package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.event.Redaction;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.WorkDecider;
import dev.coppice.store.EventStore;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.view.ProgressSummaryView;
import dev.coppice.view.TerminalView;
import dev.coppice.work.ItemId;
import dev.coppice.work.WorkItem;
import dev.coppice.work.WorkQueue;
import dev.coppice.worktree.Worktrees;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/// The reading half of the service: every answer comes from one snapshot, wherever it is from.
abstract class ReadingService implements OrchestrationService {
  /// What reads are answered from.
  record Reading(
      Snapshot snapshot,
      History history,
      EventStore store,
      Path runDirectories,
      Worktrees worktrees,
      Redaction redaction) {}

  /// Absent while no system is open.
  abstract @Nullable Reading reading();

  private Reading required() {
    Reading reading = reading();
    if (reading == null) {
      throw new OrchestrationException(
          Refusal.Kind.NOT_INITIALIZED,
          "Orchestrator not initialized",
          "Initialize it with a system id and a path first.");
    }
    return reading;
  }

  @Override
  public Snapshot snapshot() {
    Reading reading = reading();
    return reading == null
        ? new Snapshot(OrchestratorState.empty(), HashTreePMap.empty(), 0, Instant.EPOCH)
        : reading.snapshot();
  }

  @Override
  public Optional<OrchestratorView> getOrchestrator() {
    Reading reading = reading();
    return reading == null
        ? Optional.empty()
        : Optional.of(OrchestratorView.of(reading.snapshot()));
  }

  @Override
  public List<WorkItem> getNextWorkItems(int count) {
    OrchestratorState state = snapshot().state();
    if (state.settings() == null || count <= 0) {
      return List.of();
    }
    return WorkDecider.next(state, count).stream()
        .map(score ->
            new WorkItem(
                new ItemId(UUID.randomUUID().toString()),
                score.moduleId(),
                state.readSettings().loopOf(score.moduleId()),
                score.description(),
                score.layer(),
                score.score(),
                state.roadmap().dependencies(score.moduleId())))
        .toList();
  }

  @Override
  public List<AgentView> getAgents() {
    Snapshot snapshot = snapshot();
    return snapshot.state().agentsInOrder().stream()
        .map(agent -> AgentView.of(snapshot, agent))
        .toList();
  }

  @Override
  public Optional<AgentView> getAgent(AgentId id) {
    Snapshot snapshot = snapshot();
    return snapshot.state().findAgent(id).map(agent -> AgentView.of(snapshot, agent));
  }

  AgentView agent(AgentId id) {
    return getAgent(id).orElseThrow(() -> unknown(id));
  }

  private static OrchestrationException unknown(AgentId id) {
    return new OrchestrationException(
        Refusal.Kind.UNKNOWN, "Agent not found: " + id, "List the agents to see their ids.");
  }

  @Override
  public WorkQueue getWorkQueue() {
    OrchestratorState state = snapshot().state();
    return new WorkQueue(
        in(state, Item.Standing.PENDING),
        in(state, Item.Standing.IN_PROGRESS),
        in(state, Item.Standing.COMPLETED),
        in(state, Item.Standing.FAILED));
  }

  private static List<WorkItem> in(OrchestratorState state, Item.Standing standing) {
    return state.itemOrder().stream()
        .map(id -> state.items().get(id))
        .filter(item -> item != null && item.standing() == standing)
        .map(Item::work)
        .toList();
  }

  @Override
  public List<OrchestrationEvent> getEventLog(int limit, Predicate<OrchestrationEvent> wanted) {
    Reading reading = reading();
    return reading == null ? List.of() : reading.history().last(limit, wanted);
  }

  @Override
  public List<OrchestrationEvent> eventsAfter(
      long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    Reading reading = reading();
    return reading == null ? List.of() : reading.history().after(seq, limit, wanted);
  }

  @Override
  public ProgressSummaryView getProgressSummary() {
    return ProgressSummaryView.of(snapshot());
  }

  @Override
  public String generateTerminalView() {
    return TerminalView.render(snapshot());
  }

  @Override
  public Redaction redaction() {
    Reading reading = reading();
    return reading == null ? Redaction.SHAPES : reading.redaction();
  }

  @Override
  public void readLog(AgentId id, int lastLines, Consumer<String> into) {
    log(id).read(id, lastLines, into);
  }

  @Override
  public List<LoggedAttempt> listAttempts(AgentId id) {
    return log(id).attempts(id);
  }

  @Override
  public LogPart readLog(
      AgentId id, AttemptId attempt, LogPart.Stream stream, long from, int bytes) {
    AgentLog log = log(id);
    Running running = required().snapshot().state().running().get(attempt);
    if (running != null && running.belongsTo(id)) {
      return log.part(attempt, stream, from, bytes, true);
    }
    if (log.attempts(id).stream().noneMatch(known -> known.attemptId().equals(attempt))) {
      throw new OrchestrationException(
          Refusal.Kind.UNKNOWN,
          "Agent %s has no attempt %s.".formatted(id, attempt),
          "List its attempts to see their ids.");
    }
    return log.part(attempt, stream, from, bytes, false);
  }

  private AgentLog log(AgentId id) {
    Reading reading = required();
    if (reading.snapshot().state().findAgent(id).isEmpty()) {
      throw unknown(id);
    }
    return new AgentLog(reading.store(), reading.runDirectories(), reading.redaction());
  }

  @Override
  public String diff(ModuleId module) {
    Reading reading = required();
    if (reading.snapshot().state().roadmap().find(module).isEmpty()) {
      throw new OrchestrationException(
          Refusal.Kind.UNKNOWN,
          "Module \"%s\" is not in the roadmap.".formatted(module),
          "Name one of its modules.");
    }
    Worktrees worktrees = reading.worktrees();
    return worktrees
        .tip(module)
        .map(tip -> redaction().redact(worktrees.diff(worktrees.targetTip(), tip).text()))
        .orElse("");
  }
}
