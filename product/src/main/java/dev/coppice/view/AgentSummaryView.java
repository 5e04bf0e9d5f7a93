package dev.coppice.view;

import dev.coppice.agent.Progress;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Snapshot;

/// One agent as lists show it.
public record AgentSummaryView(
    String id, String moduleId, String loopId, String status, Progress progress, int retryCount) {

  public static AgentSummaryView of(Snapshot snapshot, Agent agent) {
    return new AgentSummaryView(
        agent.id().toString(),
        agent.module().value(),
        agent.assignment().loop().id(),
        agent.status().text(),
        AgentView.progress(agent, snapshot.live().get(agent.id())),
        agent.retryCount());
  }
}
