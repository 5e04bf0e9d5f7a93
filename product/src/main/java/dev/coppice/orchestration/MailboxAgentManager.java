package dev.coppice.orchestration;

import static java.util.stream.Collectors.toSet;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.AgentView;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ConflictGroups;
import dev.coppice.work.Footprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The thirteen functions over the mailbox.
final class MailboxAgentManager implements AgentManager {
  private static final long LONGEST_END_SECONDS = 20;

  private final MailboxOrchestrationService service;

  MailboxAgentManager(MailboxOrchestrationService service) {
    this.service = service;
  }

  @Override
  public void initialize() {
    OpenSystem _ = service.system();
  }

  @Override
  public AgentView spawnAgent(SpawnRequest request) {
    List<String> results =
        service.submit(
            new Message.Spawn(
                request.moduleId(), request.loopId(), request.scope(), request.maxRetries()));
    return service.agent(AgentId.of(results.getLast()));
  }

  @Override
  public Optional<AgentView> getAgent(AgentId agent) {
    return service.getAgent(agent);
  }

  @Override
  public List<AgentView> getAllAgents() {
    return service.getAgents();
  }

  @Override
  public List<AgentView> getActiveAgents() {
    return where(agent -> agent.status().isActive());
  }

  @Override
  public List<AgentView> getAgentsByModule(ModuleId module) {
    return where(agent -> agent.module().equals(module));
  }

  @Override
  public List<AgentView> getAgentsByStatus(AgentStatus status) {
    return where(agent -> agent.status() == status);
  }

  private List<AgentView> where(Predicate<Agent> wanted) {
    Snapshot snapshot = service.snapshot();
    return snapshot.state().agentsInOrder().stream()
        .filter(wanted)
        .map(agent -> AgentView.of(snapshot, agent))
        .toList();
  }

  @Override
  public AgentView updateAgentProgress(AgentId agent, int percentComplete) {
    show(agent, Math.clamp(percentComplete, 0, 100));
    return service.agent(agent);
  }

  @Override
  public AgentView updateAgentStatus(AgentId agent, AgentStatus status, @Nullable String data) {
    String text = data == null ? "" : data;
    switch (status) {
      case COMPLETED -> service.handleAgentComplete(agent);
      case FAILED -> tell(new Message.ClaimFailed(agent, text));
      case BLOCKED -> tell(new Message.ClaimBlocked(agent, text.isBlank() ? "blocked" : text));
      case TERMINATED -> {
        AgentView _ = terminateAgent(agent);
      }
      case SPAWNING, ACTIVE, RETRYING -> show(agent, -1);
    }
    return service.agent(agent);
  }

  /// Returns when readers see it.
  private void show(AgentId agent, int percent) {
    OpenSystem system = service.system();
    if (service.agent(agent).completedAt() == null) {
      boolean _ = system.reports.show(agent, percent, null, null).join();
    }
  }

  private void tell(Message.Command command) {
    List<String> _ = service.submit(command);
  }

  @Override
  public AgentView terminateAgent(AgentId agent) {
    tell(new Message.Terminate(agent));
    awaitNothingRuns(owner -> owner.equals(agent));
    return service.agent(agent);
  }

  /// Returns when no attempt of these agents runs any more, or after the runner's grace and a bit.
  void awaitNothingRuns(Predicate<AgentId> whose) {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
    while (System.nanoTime() < giveUp && runs(whose)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private boolean runs(Predicate<AgentId> whose) {
    return service.snapshot().state().running().values().stream()
        .anyMatch(running ->
            switch (running) {
              case Running.OfAgent(var id) -> whose.test(id);
              case Running.OfCheck(_, var purpose, _, _) ->
                  purpose.agent() != null && whose.test(purpose.agent());
            });
  }

  @Override
  public ConcurrencyDecision decideConcurrencyMode(List<Footprint> items) {
    return ConflictGroups.of(items).decision(ConcurrencyMode.PARALLEL_THREADS, false);
  }

  @Override
  public Summary getSummary() {
    Map<String, Integer> byStatus = new TreeMap<>();
    for (AgentStatus status : AgentStatus.values()) {
      byStatus.put(status.text(), 0);
    }
    Map<String, Integer> byModule = new TreeMap<>();
    List<Agent> agents = service.snapshot().state().agentsInOrder();
    for (Agent agent : agents) {
      byStatus.merge(agent.status().text(), 1, Integer::sum);
      byModule.merge(agent.module().value(), 1, Integer::sum);
    }
    int active = (int) agents.stream().filter(agent -> agent.status().isActive()).count();
    return new Summary(agents.size(), byStatus, byModule, active);
  }

  @Override
  public void shutdown() {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_END_SECONDS);
    Set<AgentId> live =
        service.snapshot().state().liveAgents().stream().map(Agent::id).collect(toSet());
    while (!live.isEmpty() && System.nanoTime() < giveUp) {
      for (AgentId agent : live) {
        // One whose work is landing this moment is not ended; it ends soon by itself.
        Decision _ = service.system().decide(new Message.Terminate(agent));
      }
      live.retainAll(service.snapshot().state().live().values());
      LockSupport.parkNanos(live.isEmpty() ? 0 : TimeUnit.MILLISECONDS.toNanos(20));
    }
    awaitNothingRuns(_ -> true);
  }
}
