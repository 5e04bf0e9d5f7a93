package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.pcollections.HashTreePMap;

/// The event log as clients know it: each logged fact becomes none, one or more published events.
///
/// The same fact gives the same published events, ids included, whenever it is published; so a
/// client that reads again recognises what it has seen. Intents and details of a step are not
/// published.
public final class PublishedEvents {
  private PublishedEvents() {}

  /// What is published of one event.
  ///
  /// @param before the state just before the event
  /// @param after the state just after it; while no system is open nothing is published
  public static List<OrchestrationEvent> of(
      long seq, Instant at, Event event, OrchestratorState before, OrchestratorState after) {
    if (!after.isOpen()) {
      return List.of();
    }
    var to = new Publication(seq, at, before, after, after.openSystem().id());
    publish(event, to);
    return to.events();
  }

  private static void publish(Event event, Publication to) {
    switch (event) {
      case Event.SystemOpened opened ->
          to.system(
              EventType.ORCHESTRATOR_CREATED,
              data().with("orchestratorId", opened.id()).with("systemId", opened.systemId()));
      case Event.OwnerStarted(var epoch, _) ->
          to.system(
              epoch <= 1 ? EventType.ORCHESTRATOR_STARTED : EventType.ORCHESTRATOR_RESUMED,
              data().with("systemId", to.after().openSystem().systemId()));
      case Event.Paused(var reason) ->
          to.system(EventType.ORCHESTRATOR_PAUSED, data().with("reason", reason));
      case Event.Resumed _ -> to.system(EventType.ORCHESTRATOR_RESUMED, data());
      case Event.ShutDown _ -> to.system(EventType.ORCHESTRATOR_TERMINATED, data());
      case Event.TargetJudged judged -> target(judged, to);
      case Event.WorkAssigned assigned -> assigned(assigned, to);
      case Event.AgentSpawned(var agent, _, _, _, _, _) -> spawned(agent, to);
      case Event.WorktreeCut(var agent, var path, var branch, var base, _) ->
          to.agent(
              EventType.WORKTREE_CREATED,
              agent,
              data().with("worktreePath", path).with("branchName", branch).with("base", base));
      case Event.WorktreeDeleted(var module, var branch) ->
          to.about(EventType.WORKTREE_DELETED, null, module, data().with("branchName", branch));
      case Event.AttemptStarted started -> started(started, to);
      case Event.CheckEnded ended -> CheckEvents.ended(ended, to);
      case Event.ClaimRefuted(var agent, _, var claim, var truth) ->
          to.agent(
              EventType.CHECK_REFUTED, agent, data().with("claim", claim).with("truth", truth));
      case Event.GatePassed(var agent, var gate, var how, var commit, _) ->
          to.agent(
              EventType.GATE_PASSED,
              agent,
              data().with("gate", gate).with("how", how).with("commit", commit));
      case Event.SegmentDone(var agent, _, _) -> progress(agent, to);
      case Event.FailureDecided decided -> FailureEvents.decided(decided, to);
      case Event.AgentBlocked(var agent, var inbox, var reason) ->
          to.agent(
              EventType.AGENT_BLOCKED, agent, data().with("reason", reason).with("inbox", inbox));
      case Event.InboxOpened(var item) -> opened(item, to);
      case Event.InboxAnswered answered -> answered(answered, to);
      case Event.LandingQueued _,
          Event.LandingApproved _,
          Event.LandingVerified _,
          Event.LandingConflicted _,
          Event.LandingRed _,
          Event.LandingWaits _,
          Event.LandingReturned _,
          Event.LandingDropped _,
          Event.Landed _ ->
          LandingEvents.publish(event, to);
      case Event.AgentCompleted(var agent, var module, var at) -> completed(agent, module, at, to);
      case Event.AgentTerminated(var agent, var reason, _) ->
          to.agent(EventType.AGENT_TERMINATED, agent, data().with("reason", reason));
      case Event.OwnerStopped _,
          Event.SettingsRead _,
          Event.RoadmapRead _,
          Event.TargetObserved _,
          Event.CutIntended _,
          Event.RebaseIntended _,
          Event.WorktreeRebased _,
          Event.AttemptIntended _,
          Event.AttemptEnded _,
          Event.CheckIntended _,
          Event.CheckDropped _,
          Event.ClaimMade _,
          Event.GateEntered _,
          Event.AgentFailed _,
          Event.AgentUnblocked _,
          Event.LandingStarted _,
          Event.LandingBuilt _,
          Event.ItemClosed _,
          Event.ModuleReleased _,
          Event.FoundLanded _,
          Event.BudgetExtended _ -> {
        // Intents, details, and facts that the event beside them tells.
      }
    }
  }

  static EventData data() {
    return new EventData();
  }

  private static void target(Event.TargetJudged judged, Publication to) {
    to.system(
        judged.green() ? EventType.TARGET_GREEN : EventType.TARGET_RED,
        data()
            .with("target", to.after().target().name())
            .with("commit", judged.commit())
            .with("error", judged.failure() == null ? null : judged.failure().summary()));
  }

  private static void assigned(Event.WorkAssigned assigned, Publication to) {
    var decision = ConcurrencyDecisionView.of(assigned.concurrency());
    to.system(
        EventType.WORK_ASSIGNED,
        data()
            .with("workItems", assigned.items().stream().map(item -> item.moduleId()).toList())
            .with(
                "concurrency",
                data()
                    .with("mode", decision.mode())
                    .with("reasoning", decision.reasoning())
                    .with(
                        "factors",
                        data()
                            .with("dependencyConflicts", decision.factors().dependencyConflicts())
                            .with("fileOverlap", decision.factors().fileOverlap())
                            .with("resourceConstrained", decision.factors().resourceConstrained())
                            .with("agentCount", decision.factors().agentCount())))
            .with("cycleId", assigned.cycleId()));
  }

  private static void spawned(AgentId id, Publication to) {
    var snapshot = new Snapshot(to.after(), HashTreePMap.empty(), to.seq(), to.at());
    to.findAgent(id)
        .ifPresent(agent ->
            to.add(
                EventType.AGENT_SPAWNED,
                id,
                agent.module(),
                data().with("agent", AgentData.of(AgentView.of(snapshot, agent)))));
  }

  private static void started(Event.AttemptStarted started, Publication to) {
    to.agent(
        EventType.AGENT_STARTED,
        started.agent(),
        data()
            .with(
                "attempt",
                to.findAgent(started.agent())
                    .map(agent -> to.after().itemOf(agent).attempts())
                    .orElse(null))
            .with("executionId", started.attempt()));
  }

  private static void progress(AgentId id, Publication to) {
    to.agent(
        EventType.AGENT_PROGRESS,
        id,
        data()
            .with(
                "progress",
                to.findAgent(id).map(agent -> AgentData.of(agent.progress())).orElse(null)));
  }

  private static void opened(InboxItem item, Publication to) {
    to.about(
        EventType.INBOX_OPENED,
        item.agentId(),
        item.moduleId(),
        data()
            .with("inbox", item.id())
            .with("kind", item.kind().text())
            .with("question", item.question())
            .with("options", item.options()));
  }

  private static void answered(Event.InboxAnswered answered, Publication to) {
    InboxItem item = to.findInboxItem(answered.inbox()).orElse(null);
    to.about(
        EventType.INBOX_ANSWERED,
        item == null ? null : item.agentId(),
        item == null ? null : item.moduleId(),
        data()
            .with("inbox", answered.inbox())
            .with("answer", answered.answer())
            .with("by", answered.by()));
  }

  private static void completed(AgentId id, ModuleId module, Instant at, Publication to) {
    to.about(
        EventType.AGENT_COMPLETED,
        id,
        module,
        data()
            .with("duration", to.findAgent(id).map(agent -> duration(agent, at)).orElse(null))
            .with("data", data()));
    to.about(EventType.WORK_COMPLETED, id, module, data());
  }

  private static long duration(Agent agent, Instant end) {
    Instant started = agent.times().startedAt();
    return Duration.between(started == null ? agent.times().spawnedAt() : started, end).toMillis();
  }
}
