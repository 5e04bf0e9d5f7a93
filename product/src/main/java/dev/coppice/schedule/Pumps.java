package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import java.util.List;

/// What moves by itself once nothing stands in its way any more. Runs at the end of every turn that
/// changed something, so no wake-up can be lost.
final class Pumps {
  private Pumps() {}

  static void run(Turn turn) {
    SystemInfo system = turn.state().openSystem();
    if (system.status() == SystemInfo.Status.TERMINATED) {
      LifecycleDecider.endAll(turn); // Whoever was landing when it was shut down, and did not.
    }
    if (system.stopping()) {
      return;
    }
    TargetDecider.pump(turn);
    if (turn.isSwept()) {
      agents(turn);
      LandingDecider.proceedIdle(turn);
    }
    LandingDecider.pump(turn);
    if (turn.isSwept() || turn.mayHaveFreedSomething()) {
      WorkDecider.pump(turn);
    }
    starting(turn);
  }

  /// Agents whose time has come, or that an owner's end left without anything under way.
  private static void agents(Turn turn) {
    List<AgentId> idle = turn.state().occupancy().idle().stream().sorted().toList();
    for (AgentId id : idle) {
      switch (turn.state().agent(id).stage()) {
        case Stage.Waiting(var until, var charged) -> {
          if (!turn.now().isBefore(until)) {
            AttemptDecider.again(turn, id, charged);
          }
        }
        case Stage.Interrupted _ -> AttemptDecider.next(turn, id, false);
        case Stage.SettingUp(var step, _) -> {
          if (step == null) {
            AttemptDecider.setUp(turn, id);
          }
        }
        case Stage.Gating gating -> {
          if (gating.check() == null) {
            GateDecider.proceed(turn, id);
          }
        }
        case Stage.Starting _,
            Stage.Cutting _,
            Stage.Working _,
            Stage.Asking _,
            Stage.Rebasing _,
            Stage.ToLand _,
            Stage.Ended _ -> {
          // Under way, or for others to move.
        }
      }
    }
  }

  private static void starting(Turn turn) {
    turn.state().occupancy().starting().stream()
        .sorted()
        .forEach(id -> AttemptDecider.cut(turn, id));
  }
}
