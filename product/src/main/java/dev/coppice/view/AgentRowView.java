package dev.coppice.view;

import dev.coppice.agent.Progress;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Snapshot;

/// One agent as a list of many shows it: what [AgentSummaryView] has, and what it does right now.
///
/// @param agentName the agent program that works for it
/// @param phase all phases its attempt works on, such as `IMPLEMENT+VERIFY`
/// @param stage what it does or waits for, in a few words
public record AgentRowView(
    String id,
    String moduleId,
    String loopId,
    String status,
    Progress progress,
    int retryCount,
    String agentName,
    String phase,
    String stage) {

  public static AgentRowView of(Snapshot snapshot, Agent agent) {
    return new AgentRowView(
        agent.id().toString(),
        agent.module().value(),
        agent.assignment().loop().id(),
        agent.status().text(),
        AgentView.progress(agent, snapshot.live().get(agent.id())),
        agent.retryCount(),
        agent.assignment().agentName(),
        AgentView.phaseLabel(agent),
        StageText.of(agent.stage()));
  }
}
