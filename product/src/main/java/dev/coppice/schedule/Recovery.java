package dev.coppice.schedule;

import java.util.Comparator;

/// After a restart: every intent without an outcome is given to the world again. The effects find
/// what is there already (ids were minted before), so nothing is done twice.
final class Recovery {
  private Recovery() {}

  static void run(Turn turn) {
    turn.state().running().entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().value()))
        .forEach(entry -> again(turn, entry.getValue()));
    for (Agent agent :
        turn.state().liveAgents().stream().sorted(Comparator.comparing(Agent::id)).toList()) {
      again(turn, agent);
    }
    turn.state().landingsInOrder().forEach(landing -> again(turn, landing));
  }

  private static void again(Turn turn, Running running) {
    switch (running) {
      case Running.OfAgent(var id) -> {
        if (turn.state().agent(id).stage() instanceof Stage.Working(var spec, _)) {
          turn.effect(new Effect.StartAttempt(spec));
        }
      }
      case Running.OfCheck(var spec, _, _) -> turn.effect(new Effect.StartAttempt(spec));
    }
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
      case Landing.Step.Checking _ -> LandingDecider.proceedIdle(turn, landing.id());
      case Landing.Step.AwaitingApproval _, Landing.Step.Queued _, Landing.Step.Waits _ -> {
        // Taken up by the lane.
      }
    }
  }
}
