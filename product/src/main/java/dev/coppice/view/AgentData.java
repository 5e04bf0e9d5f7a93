package dev.coppice.view;

import dev.coppice.agent.Progress;

/// An agent as data of a published event.
final class AgentData {
  private AgentData() {}

  static EventData of(AgentView agent) {
    return new EventData()
        .with("id", agent.id())
        .with("orchestratorId", agent.orchestratorId())
        .with("moduleId", agent.moduleId())
        .with("loopId", agent.loopId())
        .with("scope", agent.scope())
        .with("executionId", agent.executionId())
        .with("worktreePath", agent.worktreePath())
        .with("branchName", agent.branchName())
        .with("status", agent.status())
        .with("currentPhase", agent.currentPhase())
        .with("progress", of(agent.progress()))
        .with("retryCount", agent.retryCount())
        .with("maxRetries", agent.maxRetries())
        .with("lastError", agent.lastError())
        .with("failureContext", agent.failureContext())
        .with("spawnedAt", agent.spawnedAt())
        .with("startedAt", agent.startedAt())
        .with("completedAt", agent.completedAt())
        .with("lastHeartbeat", agent.lastHeartbeat())
        .with("agentName", agent.agentName())
        .with("generation", agent.generation());
  }

  static EventData of(Progress progress) {
    return new EventData()
        .with("phasesCompleted", progress.phasesCompleted())
        .with("phasesTotal", progress.phasesTotal())
        .with("skillsCompleted", progress.skillsCompleted())
        .with("skillsTotal", progress.skillsTotal())
        .with("gatesPassed", progress.gatesPassed())
        .with("gatesTotal", progress.gatesTotal())
        .with("percentComplete", progress.percentComplete());
  }
}
