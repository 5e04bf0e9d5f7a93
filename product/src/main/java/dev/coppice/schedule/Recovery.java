package dev.coppice.schedule;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import java.util.Comparator;
import java.util.List;

/// After a restart: every intent without an outcome is given to the world again. The effects find
/// what is there already (ids were minted before), so nothing is done twice.
final class Recovery {
  private Recovery() {}

  static void run(Turn turn) {
    turn.state().running().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().value()))
        .forEach(entry -> again(turn, entry.getKey(), entry.getValue()));
    for (Agent agent :
        turn.state().liveAgents().stream().sorted(Comparator.comparing(Agent::id)).toList()) {
      again(turn, agent);
    }
    turn.state().landingsInOrder().forEach(landing -> again(turn, landing));
    turn.state().departing().stream()
        .sorted(Comparator.naturalOrder())
        .forEach(module -> turn.effect(new Effect.DeleteWorktree(module, true)));
  }

  private static void again(Turn turn, AttemptId attempt, Running running) {
    switch (running) {
      case Running.OfAgent(var id) -> {
        if (turn.state().agent(id).stage() instanceof Stage.Working(var spec, var claim)) {
          turn.effect(new Effect.StartAttempt(spec));
          if (claim != null) {
            turn.effect(new Effect.StopAttempt(attempt, false));
          }
        } else {
          turn.emit(new Event.AttemptEnded(id, abandoned(attempt)));
          turn.effect(new Effect.StopAttempt(attempt, false));
        }
      }
      case Running.OfCheck check -> {
        if (isWanted(turn.state(), check)) {
          turn.effect(new Effect.StartAttempt(check.spec()));
        } else {
          turn.emit(new Event.CheckDropped(attempt, check.purpose()));
          turn.effect(new Effect.StopAttempt(attempt, false));
        }
      }
    }
  }

  /// Whether somebody still waits for what the command says.
  private static boolean isWanted(OrchestratorState state, Running.OfCheck check) {
    CheckPurpose purpose = check.purpose();
    return switch (purpose.kind()) {
      case SETUP, GATE ->
          purpose.agent() != null && !state.agent(purpose.agent()).status().isEnded();
      case LANDING -> purpose.landing() != null && state.landings().containsKey(purpose.landing());
      case TARGET ->
          state.target().verdict() instanceof TargetState.Verdict.Checking(var running, _)
              && check.spec().equals(running);
    };
  }

  /// The end of an attempt whose agent ended before its owner could stop it. Nobody waits for what
  /// it says.
  private static AttemptResult abandoned(AttemptId attempt) {
    return new AttemptResult(
        attempt,
        AttemptResult.End.STOPPED,
        null,
        null,
        null,
        null,
        List.of(),
        "(its agent had ended already)",
        0);
  }

  private static void again(Turn turn, Agent agent) {
    switch (agent.stage()) {
      case Stage.Cutting(var base, var fresh) ->
          turn.effect(
              new Effect.CutWorktree(
                  agent.id(), agent.module(), agent.assignment().loop().id(), base, fresh));
      case Stage.Rebasing _ -> turn.effect(new Effect.RebaseWorktree(agent.id(), agent.module()));
      case Stage.Starting _,
          Stage.SettingUp _,
          Stage.Working _,
          Stage.Interrupted _,
          Stage.Gating _,
          Stage.Asking _,
          Stage.Waiting _,
          Stage.ToLand _,
          Stage.Ended _ -> {
        // Runs again by its attempt, or is moved by the sweep that follows.
      }
    }
  }

  private static void again(Turn turn, Landing landing) {
    switch (landing.step()) {
      case Landing.Step.Building(var target) ->
          turn.effect(LandingDecider.build(turn, landing, target));
      case Landing.Step.Advancing(var target, var candidate, _, _) ->
          turn.effect(new Effect.AdvanceTarget(landing.id(), landing.module(), target, candidate));
      // Whoever starts again has likely put away what was in the way: no more waiting.
      case Landing.Step.Waits _ ->
          turn.emit(new Event.LandingReturned(landing.id(), "a new run tries at once"));
      case Landing.Step.Checking _, Landing.Step.AwaitingApproval _, Landing.Step.Queued _ -> {
        // Runs again by its check, or is moved by the sweep that follows.
      }
    }
  }
}
