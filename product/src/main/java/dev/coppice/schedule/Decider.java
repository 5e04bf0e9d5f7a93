package dev.coppice.schedule;

import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Message.Command;

/// What follows from one message: events to log and effects to start. Pure: the same state and
/// envelope give the same decision.
public final class Decider {
  private Decider() {}

  public static Decision decide(OrchestratorState state, Envelope envelope) {
    var turn = new Turn(state, envelope.at(), envelope.seed());
    Message message = envelope.message();
    if (!state.isOpen() && !(message instanceof Message.Open)) {
      if (message instanceof Command) {
        turn.refuse(
            Refusal.Kind.NOT_INITIALIZED,
            "Orchestrator not initialized.",
            "Initialize it with a system id and a path first.");
      }
      return turn.done(state);
    }
    handle(turn, message);
    if (turn.changedAnything() || turn.isSwept()) {
      Pumps.run(turn);
    }
    return turn.done(state);
  }

  private static void handle(Turn turn, Message message) {
    switch (message) {
      case Message.Open open -> LifecycleDecider.open(turn, open);
      case Message.ReadAgain(var settings, var roadmap) ->
          LifecycleDecider.readAgain(turn, settings, roadmap);
      case Message.Pause _ -> LifecycleDecider.pause(turn);
      case Message.Resume _ -> LifecycleDecider.resume(turn);
      case Message.Shutdown _ -> LifecycleDecider.shutdown(turn);
      case Message.StopOwner _ -> LifecycleDecider.stopOwner(turn);
      case Message.Tick(var freeDisk) -> LifecycleDecider.tick(turn, freeDisk);
      case Message.LandedBefore(var landed) -> LifecycleDecider.landedBefore(turn, landed);
      case Message.TargetSeen(var commit, var tree) -> TargetDecider.seen(turn, commit, tree);
      case Message.RunCycle(var count) -> WorkDecider.cycle(turn, count);
      case Message.Spawn spawn -> WorkDecider.spawn(turn, spawn);
      case Message.UseWorktree(var module) -> WorkDecider.useWorktree(turn, module);
      case Message.Terminate(var agent) -> LifecycleDecider.terminate(turn, agent);
      case Message.Claim claim -> AttemptDecider.claim(turn, claim);
      case Message.Answer(var inbox, var answer, var by) ->
          InboxDecider.answer(turn, inbox, answer, by);
      case Message.Land(var module, var by) -> LandingDecider.approve(turn, module, by);
      case Message.LandBranch(var module, var commit) ->
          LandingDecider.landBranch(turn, module, commit);
      case Message.WorktreeReady ready -> AttemptDecider.worktreeReady(turn, ready);
      case Message.WorktreeFailed(var agent, var failure) ->
          AttemptDecider.worktreeFailed(turn, agent, failure);
      case Message.RebaseDone done -> AttemptDecider.rebased(turn, done);
      case Message.AttemptRuns(var attempt, var pid) -> AttemptDecider.runs(turn, attempt, pid);
      case Message.AttemptFinished(var result) -> AttemptDecider.finished(turn, result);
      case Message.OfLanding report -> LandingDecider.report(turn, report);
      case Message.WorktreeGone(var module, var branch) ->
          turn.emit(new dev.coppice.event.Event.WorktreeDeleted(module, branch));
    }
  }
}
