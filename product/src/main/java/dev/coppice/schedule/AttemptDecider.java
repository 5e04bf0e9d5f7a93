package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.Action;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.ClaimKind;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.schedule.FailureCascade.Step;
import java.time.Instant;
import java.util.List;

/// One agent's way from worktree to gate: setup, attempts, and the one decision after each failure.
final class AttemptDecider {
  private AttemptDecider() {}

  static void worktreeReady(Turn turn, Message.WorktreeReady ready) {
    Agent agent = turn.state().agents().get(ready.agent());
    if (agent == null || !(agent.stage() instanceof Stage.Cutting)) {
      return;
    }
    turn.emit(
        new Event.WorktreeCut(
            agent.id(), ready.path(), ready.branch(), ready.head(), ready.memory()));
    setUp(turn, agent.id());
  }

  static void worktreeFailed(Turn turn, AgentId id, Failure failure) {
    Agent agent = turn.state().agents().get(id);
    if (agent != null
        && (agent.stage() instanceof Stage.Cutting || agent.stage() instanceof Stage.Rebasing)) {
      fail(turn, id, failure);
    }
  }

  /// The next setup command, or the first attempt when none is left.
  static void setUp(Turn turn, AgentId id) {
    if (turn.state().openSystem().stopping()) {
      return;
    }
    Agent agent = turn.state().agent(id);
    List<List<String>> setup = turn.settings().setup();
    int index = agent.stage() instanceof Stage.SettingUp(_, var next) ? next : 0;
    if (index >= setup.size()) {
      attempt(turn, id, turn.state().itemOf(agent).attempts() > 0);
      return;
    }
    AttemptId check = turn.attemptId(agent.module(), "setup");
    var spec =
        new CommandAttempt(
            check,
            "setup " + (index + 1),
            setup.get(index),
            agent.module(),
            placeOf(agent).tip(),
            turn.settings().limits().wall());
    turn.emit(new Event.CheckIntended(spec, CheckPurpose.setup(id), placeOf(agent).tip()));
    turn.effect(new Effect.StartAttempt(spec));
  }

  static Place placeOf(Agent agent) {
    if (agent.place() == null) {
      throw new IllegalStateException("agent " + agent.id() + " has no worktree yet");
    }
    return agent.place();
  }

  /// Whatever comes next for an agent with nothing under way. While it may not go on it stays as it
  /// is, and every sweep asks again.
  static void next(Turn turn, AgentId id, boolean charged) {
    Agent agent = turn.state().agent(id);
    if (agent.place() == null) {
      cut(turn, id);
    } else if (!Slots.mayGoOn(turn, id)) {
      return;
    } else if (agent.needsSetup()) {
      setUp(turn, id);
    } else {
      attempt(turn, id, charged);
    }
  }

  /// Cuts the worktree from the target's tip as it is now, once that is green and nothing of an
  /// earlier agent runs in it any more.
  static void cut(Turn turn, AgentId id) {
    Agent agent = turn.state().agent(id);
    if (!turn.state().target().isGreen()
        || !Slots.mayGoOn(turn, id)
        || Slots.isInUse(turn.state(), agent.module())) {
      return;
    }
    String base = turn.state().target().commit();
    boolean fresh = agent.assignment().generation() > 1 || worked(turn, agent);
    turn.emit(new Event.CutIntended(id, base, fresh));
    turn.effect(
        new Effect.CutWorktree(id, agent.module(), agent.assignment().loop().id(), base, fresh));
  }

  /// Whether an earlier agent worked this module: what it left must not leak into a new start.
  private static boolean worked(Turn turn, Agent agent) {
    return turn.state().agents().values().stream()
        .anyMatch(other ->
            other.module().equals(agent.module())
                && !other.id().equals(agent.id())
                && other.place() != null);
  }

  static void attempt(Turn turn, AgentId id, boolean charged) {
    if (turn.state().openSystem().stopping()) {
      return;
    }
    Agent agent = turn.state().agent(id);
    Item item = turn.state().itemOf(agent);
    var spec =
        new AgentAttempt(
            turn.attemptId(agent.module(), "t" + (item.attempts() + 1)),
            id,
            agent.module(),
            agent.assignment().agentName(),
            agent.assignment().scope(),
            agent.currentSegment().label(),
            Prompts.of(turn.state(), agent),
            placeOf(agent).tip(),
            item.attempts() + 1,
            agent.assignment().generation(),
            agent.currentSegment().deliverables(),
            turn.settings().limits().idle(),
            turn.settings().limits().wall());
    turn.emit(new Event.AttemptIntended(spec, charged));
    turn.effect(new Effect.StartAttempt(spec));
  }

  static void runs(Turn turn, AttemptId attempt, long pid) {
    if (turn.state().running().get(attempt) instanceof Running.OfAgent(var id)
        && !turn.state().agent(id).status().isEnded()) {
      turn.emit(new Event.AttemptStarted(attempt, id, pid, turn.now()));
    }
  }

  static void finished(Turn turn, AttemptResult result) {
    Running running = turn.state().running().get(result.id());
    if (running == null) {
      return; // A second report of an end that was decided already.
    }
    switch (running) {
      case Running.OfAgent(var id) -> agentFinished(turn, id, result);
      case Running.OfCheck check -> CheckDecider.finished(turn, check, result);
    }
  }

  private static void agentFinished(Turn turn, AgentId id, AttemptResult result) {
    Stage before = turn.state().agent(id).stage();
    turn.emit(new Event.AttemptEnded(id, result));
    if (!(before instanceof Stage.Working(var spec, var claim)) || !spec.id().equals(result.id())) {
      return; // Terminated meanwhile.
    }
    switch (result.end()) {
      case CLAIMED_DONE -> GateDecider.enter(turn, id, spec, result);
      case ASKED -> ask(turn, id, result);
      case STOPPED -> stopped(turn, id, spec, claim, result);
      case FAILED, LOST, NOT_STARTED -> fail(turn, id, Failures.of(result, turn.state().agent(id)));
      case IDLE, DEADLINE, OUTPUT_FLOOD, MISSING_BINARY ->
          fail(turn, id, Failures.of(result, turn.state().agent(id)));
    }
  }

  private static void stopped(
      Turn turn,
      AgentId id,
      AgentAttempt spec,
      Stage.@org.jspecify.annotations.Nullable Claim claim,
      AttemptResult result) {
    if (claim == null) {
      turn.sweep(); // Interrupted with its owner: begins again, uncharged, when there is one.
      return;
    }
    switch (claim.kind()) {
      case DONE -> GateDecider.enter(turn, id, spec, result);
      case FAILED ->
          fail(
              turn,
              id,
              Failure.of(
                  FailureCause.CRASHED, "reported", "Reported as failed: " + claim.text(), ""));
      case BLOCKED ->
          InboxDecider.ask(
              turn, turn.state().agent(id), InboxKind.QUESTION, claim.text(), "", List.of());
    }
  }

  private static void ask(Turn turn, AgentId id, AttemptResult result) {
    AttemptResult.Question question = result.question();
    String text = question == null ? "It stopped and asks for help." : question.text();
    List<String> options = question == null ? List.of() : question.options();
    InboxDecider.ask(
        turn, turn.state().agent(id), InboxKind.QUESTION, text, result.tail(), options);
  }

  /// A statement from outside about a running attempt. The attempt is ended first, so that what is
  /// judged no longer changes.
  static void claim(Turn turn, Message.Claim claim) {
    switch (claim) {
      case Message.ClaimDone(var id) -> claim(turn, id, ClaimKind.DONE, "");
      case Message.ClaimFailed(var id, var why) -> claim(turn, id, ClaimKind.FAILED, why);
      case Message.ClaimBlocked(var id, var why) -> claim(turn, id, ClaimKind.BLOCKED, why);
    }
  }

  private static void claim(Turn turn, AgentId id, ClaimKind kind, String text) {
    Agent agent = turn.state().agents().get(id);
    if (agent == null) {
      LifecycleDecider.refuseUnknown(turn, id);
    } else if (agent.stage() instanceof Stage.Working(var attempt, _)) {
      turn.emit(new Event.ClaimMade(id, kind, text));
      turn.effect(new Effect.StopAttempt(attempt.id(), false));
    }
  }

  /// Exactly one decision follows each failure.
  static void fail(Turn turn, AgentId id, Failure failure) {
    if (turn.state().openSystem().status() == SystemInfo.Status.TERMINATED) {
      LifecycleDecider.endAll(turn);
      return;
    }
    turn.emit(new Event.AgentFailed(id, failure.decided(turn.now())));
    Agent agent = turn.state().agent(id);
    Item item = turn.state().itemOf(agent);
    Step step =
        FailureCascade.decide(item, agent, failure, turn.settings().retrying(), turn.fraction());
    boolean atOnce = step.pause().isZero() && Slots.mayGoOn(turn, id);
    Instant notBefore = atOnce ? null : turn.now().plus(step.pause());
    switch (step.action()) {
      case RETRY, PARK -> {
        turn.emit(new Event.FailureDecided(id, step.action(), step.reasoning(), notBefore));
        if (atOnce) {
          again(turn, id, step.action() == Action.RETRY);
        }
      }
      case REASSIGN -> {
        turn.emit(new Event.FailureDecided(id, step.action(), step.reasoning(), null));
        WorkDecider.takeOver(turn, agent);
      }
      case ESCALATE -> {
        turn.emit(new Event.FailureDecided(id, step.action(), step.reasoning(), null));
        escalate(turn, agent, failure, step.reasoning());
      }
    }
  }

  private static void escalate(Turn turn, Agent agent, Failure failure, String why) {
    switch (failure.cause().family()) {
      case ENVIRONMENT -> InboxDecider.alert(turn, agent, failure);
      case TRANSIENT, ORDINARY, EVIDENCE, MONEY ->
          InboxDecider.ask(
              turn,
              agent,
              InboxKind.ESCALATION,
              "%s does not get done: %s %s. Try again with a fresh budget, or stop?"
                  .formatted(agent.module(), failure.summary(), why),
              failure.evidence(),
              List.of("retry", "stop"));
    }
  }

  /// The next attempt after a failure: on the target's new tip where the trouble came from there.
  static void again(Turn turn, AgentId id, boolean charged) {
    Agent agent = turn.state().agent(id);
    Failure failure = agent.lastFailure();
    if (failure == null || !isBehind(turn, agent, failure)) {
      next(turn, id, charged);
    } else if (Slots.mayGoOn(turn, id)) {
      turn.emit(new Event.RebaseIntended(id));
      turn.effect(new Effect.RebaseWorktree(id, agent.module()));
    }
  }

  private static boolean isBehind(Turn turn, Agent agent, Failure failure) {
    Place place = agent.place();
    if (place == null) {
      return false;
    }
    return switch (failure.cause()) {
      case CONFLICT -> true;
      case CHECK_RED, REJECTED -> !place.base().equals(turn.state().target().commit());
      default -> false;
    };
  }

  static void rebased(Turn turn, Message.RebaseDone done) {
    Agent agent = turn.state().agents().get(done.agent());
    if (agent != null && agent.stage() instanceof Stage.Rebasing) {
      turn.emit(
          new Event.WorktreeRebased(agent.id(), done.commit(), done.base(), done.conflicts()));
      attempt(turn, agent.id(), true);
    }
  }
}
