package dev.coppice.schedule;

import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.Progress;
import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.Event.AgentSpawned;
import dev.coppice.event.Event.FailureDecided;
import dev.coppice.event.Event.Landed;
import dev.coppice.event.Event.SegmentDone;
import dev.coppice.event.Event.SystemOpened;
import dev.coppice.event.Event.WorkAssigned;
import dev.coppice.loop.Loop;
import dev.coppice.loop.Segment;
import dev.coppice.roadmap.RoadmapIndex;
import dev.coppice.work.WorkItem;
import java.util.List;
import java.util.Optional;

/// The fold: what one event makes of the state. Never refuses: what was logged has happened.
public final class Evolver {
  private Evolver() {}

  public static OrchestratorState evolve(OrchestratorState state, Event event) {
    var edit = new StateEdit(state);
    switch (event) {
      case SystemOpened opened -> open(edit, opened);
      case Event.OwnerStarted(var epoch, var autopilot) ->
          edit.system(system -> system.owned(epoch, autopilot));
      case Event.OwnerStopped _ -> edit.system(SystemInfo::toStop);
      case Event.SettingsRead(var settings) -> edit.settings = settings;
      case Event.RoadmapRead(var roadmap) -> edit.roadmap = RoadmapIndex.of(roadmap);
      case Event.Paused _ -> edit.system(system -> system.with(SystemInfo.Status.PAUSED));
      case Event.Resumed _ -> edit.system(system -> system.with(SystemInfo.Status.ACTIVE));
      case Event.ShutDown _ -> edit.system(system -> system.with(SystemInfo.Status.TERMINATED));
      case Event.TargetObserved(var commit, var tree) -> edit.target = edit.target.at(commit, tree);
      case Event.TargetJudged judged -> judge(edit, judged);
      case WorkAssigned assigned -> assign(edit, assigned);
      case AgentSpawned spawned -> spawn(edit, spawned);
      case Event.AgentFailed(var agent, var failure) -> {
        edit.agent(agent, it -> it.failedWith(failure));
        edit.itemOf(agent, item -> item.failed(failure));
      }
      case FailureDecided decided -> decide(edit, decided);
      case Event.AgentBlocked(var agent, var inbox, var reason) ->
          edit.agent(
              agent,
              it ->
                  it.blocked(
                      it.stage() instanceof Stage.ToLand ? it.stage() : new Stage.Asking(inbox),
                      reason));
      case Event.AgentUnblocked(var agent, var answer) -> {
        edit.agent(agent, it -> it.at(AgentStatus.ACTIVE, new Stage.Interrupted()));
        if (!answer.isBlank()) {
          edit.itemOf(agent, item -> item.answered(answer));
        }
      }
      case Event.InboxOpened(var item) -> edit.inbox = edit.inbox.plus(item.id(), item);
      case Event.InboxAnswered(var inbox, _, _, _) -> edit.inbox = edit.inbox.minus(inbox);
      case Event.AgentCompleted(var agent, var module, var at) -> {
        edit.departing = edit.departing.plus(module);
        end(edit, agent, AgentStatus.COMPLETED, at);
        edit.agent(agent, it -> it.advancedTo(it.segment(), complete(it.assignment().loop())));
        edit.itemOf(agent, item -> item.standing(Item.Standing.COMPLETED));
      }
      case Event.AgentTerminated(var agent, _, var at) ->
          end(edit, agent, AgentStatus.TERMINATED, at);
      case Event.ItemClosed(var item, var reason) -> {
        edit.item(item, it -> it.standing(Item.Standing.FAILED));
        WorkItem work = edit.done().item(item).work();
        edit.held = edit.held.plus(work.moduleId(), reason);
      }
      case Event.FoundLanded(var module, var commit) ->
          edit.accepted = edit.accepted.plus(module, commit);
      case Event.ModuleReleased(var module) -> edit.held = edit.held.minus(module);
      case Event.BudgetExtended(var item, var repeats) ->
          edit.item(item, it -> it.extended(repeats));
      case Event.SegmentDone done -> segmentDone(edit, done);
      case Landed landed -> land(edit, landed);
      case Event.OfWork work -> AttemptEvolver.evolve(edit, work);
      case Event.OfLanding landing -> LandingEvolver.evolve(edit, landing);
    }
    return edit.done();
  }

  private static void open(StateEdit edit, SystemOpened opened) {
    edit.system =
        new SystemInfo(
            opened.id(),
            opened.systemId(),
            opened.systemPath(),
            opened.worktreesPath(),
            SystemInfo.Status.ACTIVE,
            false,
            false,
            0,
            opened.at());
    edit.target = new TargetState(opened.target(), "", "", new TargetState.Verdict.Unknown());
  }

  private static void judge(StateEdit edit, Event.TargetJudged judged) {
    if (judged.commit().equals(edit.target.commit())) {
      edit.target =
          edit.target.judged(
              judged.failure() == null
                  ? new TargetState.Verdict.Green()
                  : new TargetState.Verdict.Red(judged.failure()));
    }
  }

  private static void assign(StateEdit edit, WorkAssigned assigned) {
    int budget = edit.settings == null ? 0 : edit.settings.limits().repeats();
    for (WorkItem work : assigned.items()) {
      edit.items = edit.items.plus(work.id(), Item.of(work, budget));
      edit.itemOrder = edit.itemOrder.plus(work.id());
    }
    edit.tally = edit.tally.cycle();
  }

  private static void spawn(StateEdit edit, AgentSpawned spawned) {
    edit.item(spawned.item(), Item::spawned);
    WorkItem work = edit.done().item(spawned.item()).work();
    Loop loop = loopOf(edit, work);
    var assignment =
        new Assignment(
            spawned.item(),
            work.moduleId(),
            loop,
            work.scope(),
            spawned.agentName(),
            spawned.generation());
    edit.spawn(
        new Agent(
            spawned.agent(),
            assignment,
            AgentStatus.SPAWNING,
            new Stage.Starting(),
            0,
            progress(loop, 0, 0),
            0,
            spawned.maxRetries(),
            null,
            null,
            null,
            "",
            new Agent.Times(spawned.at(), null, null)));
    edit.departing = edit.departing.minus(work.moduleId());
    edit.held = edit.held.minus(work.moduleId());
    edit.tally = edit.tally.spawn();
  }

  /// The loop as it is now; where the settings no longer have it, as an earlier agent of the item
  /// had it; else a plain one. A log must stay readable whatever the settings say today.
  private static Loop loopOf(StateEdit edit, WorkItem work) {
    Optional<Loop> known =
        edit.settings == null ? Optional.empty() : edit.settings.findLoop(work.loopId());
    return known
        .or(() ->
            edit.spawnOrder.stream()
                .map(edit::agent)
                .map(Agent::assignment)
                .filter(assignment -> assignment.item().equals(work.id()))
                .map(Assignment::loop)
                .findFirst())
        .orElseGet(() -> Loop.plain(work.loopId()));
  }

  private static void decide(StateEdit edit, FailureDecided decided) {
    switch (decided.action()) {
      case RETRY -> {
        edit.agent(decided.agent(), it -> it.retried().at(AgentStatus.RETRYING, pause(decided)));
        edit.itemOf(decided.agent(), item -> item.parked(false));
      }
      case PARK -> {
        edit.agent(decided.agent(), it -> it.at(AgentStatus.RETRYING, pause(decided)));
        edit.itemOf(decided.agent(), item -> item.parked(true));
      }
      case REASSIGN -> {
        edit.agent(decided.agent(), it -> it.at(AgentStatus.FAILED, new Stage.Ended()));
        edit.free(decided.agent());
        edit.itemOf(decided.agent(), item -> item.standing(Item.Standing.PENDING));
        edit.held =
            edit.held.plus(edit.agent(decided.agent()).module(), "a fresh agent takes over");
      }
      case ESCALATE -> {
        // Blocked by the event that follows; the item waits for a person.
      }
    }
    edit.tally = edit.tally.decided(decided.action());
  }

  private static Stage pause(FailureDecided decided) {
    return decided.notBefore() == null
        ? new Stage.Interrupted()
        : new Stage.Waiting(decided.notBefore(), decided.action() == Action.RETRY);
  }

  private static void end(
      StateEdit edit, dev.coppice.agent.AgentId agent, AgentStatus status, java.time.Instant at) {
    edit.agent(agent, it -> it.at(status, new Stage.Ended()).ended(at));
    edit.free(agent);
  }

  private static void segmentDone(StateEdit edit, SegmentDone done) {
    edit.agent(
        done.agent(),
        it ->
            it.advancedTo(
                    Math.min(done.segment() + 1, it.segments().size() - 1),
                    progress(it.assignment().loop(), done.segment() + 1, done.percent()))
                .at(AgentStatus.ACTIVE, new Stage.Interrupted()));
  }

  private static void land(StateEdit edit, Landed landed) {
    edit.dropLanding(landed.landing());
    edit.accepted = edit.accepted.plus(landed.module(), landed.commit());
    edit.held = edit.held.minus(landed.module());
    if (!landed.commit().equals(edit.target.commit())) {
      // The candidate was verified; a tip that was there already keeps its own verdict.
      edit.target =
          new TargetState(
              edit.target.name(), landed.commit(), landed.tree(), new TargetState.Verdict.Green());
    }
    edit.tally = edit.tally.landing();
  }

  private static Progress complete(Loop loop) {
    return progress(loop, loop.segments().size(), 100);
  }

  private static Progress progress(Loop loop, int segmentsDone, int percent) {
    List<Segment> done = loop.segments().subList(0, segmentsDone);
    return new Progress(
        done.stream().mapToInt(segment -> segment.phases().size()).sum(),
        loop.phases().size(),
        done.stream().mapToInt(Segment::skillCount).sum(),
        loop.skillCount(),
        gates(done),
        gates(loop.segments()),
        percent);
  }

  private static int gates(List<Segment> segments) {
    return (int) segments.stream().filter(segment -> segment.gate() != null).count();
  }
}
