package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.view.AgentView;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.Footprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Agents, by their thirteen functions. Changes go through the mailbox of the one orchestrator.
public interface AgentManager {
  /// Nothing to do once a system is open; refused before.
  void initialize();

  /// An agent for a module of the roadmap. Refused when the module has a live agent, or the module
  /// or loop is unknown.
  AgentView spawnAgent(SpawnRequest request);

  Optional<AgentView> getAgent(AgentId agent);

  List<AgentView> getAllAgents();

  /// Agents that are spawning, active or retrying.
  List<AgentView> getActiveAgents();

  List<AgentView> getAgentsByModule(ModuleId module);

  List<AgentView> getAgentsByStatus(AgentStatus status);

  /// Live progress of an agent; also a sign of life. Unknown ids are refused.
  AgentView updateAgentProgress(AgentId agent, int percentComplete);

  /// `completed` is a claim that the gate decides on, `failed` starts the cascade, `blocked` asks a
  /// person, `terminated` ends it; other statuses are a sign of life only.
  AgentView updateAgentStatus(AgentId agent, AgentStatus status, @Nullable String data);

  /// Ends the agent for good: its process tree is gone when this returns, its work is kept.
  AgentView terminateAgent(AgentId agent);

  ConcurrencyDecision decideConcurrencyMode(List<Footprint> items);

  Summary getSummary();

  /// Terminates every live agent, whatever its status.
  void shutdown();

  /// What to spawn. Absent loop, scope and retries come from the configuration.
  record SpawnRequest(
      ModuleId moduleId,
      @Nullable String loopId,
      @Nullable String scope,
      @Nullable Integer maxRetries) {}

  /// Counts of agents.
  record Summary(
      int total, Map<String, Integer> byStatus, Map<String, Integer> byModule, int activeCount) {
    public Summary {
      byStatus = Map.copyOf(byStatus);
      byModule = Map.copyOf(byModule);
    }
  }
}
