package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Message;
import dev.coppice.view.AgentView;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.Footprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What surfaces use of the agents of a [SimulatedOrchestration].
record SimulatedAgents(SimulatedOrchestration service) implements AgentManager {
  @Override
  public void initialize() {}

  @Override
  public AgentView spawnAgent(SpawnRequest request) {
    List<String> results =
        service.submit(
            new Message.Spawn(
                request.moduleId(), request.loopId(), request.scope(), request.maxRetries()));
    return getAgent(AgentId.of(results.getFirst())).orElseThrow();
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
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public List<AgentView> getAgentsByModule(ModuleId module) {
    return service.getAgents().stream()
        .filter(agent -> agent.moduleId().equals(module.value()))
        .toList();
  }

  @Override
  public List<AgentView> getAgentsByStatus(AgentStatus status) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public AgentView updateAgentProgress(AgentId agent, int percentComplete) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public AgentView updateAgentStatus(AgentId agent, AgentStatus status, @Nullable String data) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public AgentView terminateAgent(AgentId agent) {
    service.submit(new Message.Terminate(agent));
    return getAgent(agent).orElseThrow();
  }

  @Override
  public ConcurrencyDecision decideConcurrencyMode(List<Footprint> items) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public Summary getSummary() {
    return new Summary(service.getAgents().size(), Map.of(), Map.of(), 0);
  }

  @Override
  public void shutdown() {
    service.shutdown();
  }
}
