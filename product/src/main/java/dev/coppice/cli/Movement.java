package dev.coppice.cli;

import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Stage;
import dev.coppice.schedule.TargetState;

/// Whether anything still moves by itself, or every next step is a person's.
///
/// Ready work needs no look: each turn starts all that can be started, so where nothing is under
/// way after a turn, nothing can be.
final class Movement {
  /// A landing that waits for the checkout is tried again; after this many times it is a person's.
  private static final int MOST_WAITS = 3;

  private Movement() {}

  static boolean isUnderWay(OrchestratorState state) {
    if (!state.isOpen()) {
      return false;
    }
    if (!state.running().isEmpty()) {
      return true;
    }
    if (state.openSystem().stopping()) {
      return false;
    }
    return targetMoves(state)
        || state.liveAgents().stream().anyMatch(agent -> moves(agent, state))
        || state.landings().values().stream().anyMatch(landing -> moves(landing, state));
  }

  private static boolean targetMoves(OrchestratorState state) {
    boolean wanted = state.openSystem().autopilot() || !state.live().isEmpty();
    return switch (state.target().verdict()) {
      case TargetState.Verdict.Unknown _ -> wanted;
      case TargetState.Verdict.Checking _ -> true;
      case TargetState.Verdict.Green _, TargetState.Verdict.Red _ -> false;
    };
  }

  private static boolean moves(Agent agent, OrchestratorState state) {
    return switch (agent.stage()) {
      case Stage.Starting _ -> state.target().isGreen();
      case Stage.Cutting _,
          Stage.SettingUp _,
          Stage.Working _,
          Stage.Interrupted _,
          Stage.Gating _,
          Stage.Waiting _,
          Stage.Rebasing _ ->
          true;
      // A landing moves, not the agent that waits for it.
      case Stage.Asking _, Stage.ToLand _, Stage.Ended _ -> false;
    };
  }

  private static boolean moves(Landing landing, OrchestratorState state) {
    return switch (landing.step()) {
      case Landing.Step.AwaitingApproval _ -> false;
      case Landing.Step.Queued _ -> state.target().isGreen();
      case Landing.Step.Waits _ -> state.target().isGreen() && landing.waits() <= MOST_WAITS;
      case Landing.Step.Building _, Landing.Step.Checking _, Landing.Step.Advancing _ -> true;
    };
  }
}
