package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.roadmap.ModuleId;

/// Who may go on: agents that come back from a person or from the landing lane wait for a free slot
/// too, and a worktree has one tenant at a time.
final class Slots {
  private Slots() {}

  /// Whether this agent may start something now: its owner stays, and fewer others are at it than
  /// slots there are.
  static boolean mayGoOn(Turn turn, AgentId id) {
    OrchestratorState state = turn.state();
    int others = state.occupancy().atWork() - (isAtWork(state.agent(id)) ? 1 : 0);
    return !state.openSystem().stopping() && others < WorkDecider.most(turn.settings());
  }

  static boolean isAtWork(Agent agent) {
    return switch (agent.stage()) {
      case Stage.Cutting _, Stage.SettingUp _, Stage.Working _, Stage.Gating _, Stage.Rebasing _ ->
          true;
      case Stage.Starting _,
          Stage.Interrupted _,
          Stage.Asking _,
          Stage.Waiting _,
          Stage.ToLand _,
          Stage.Ended _ ->
          false;
    };
  }

  /// Whether only a sweep moves it.
  static boolean isIdle(Agent agent) {
    return switch (agent.stage()) {
      case Stage.Interrupted _, Stage.Waiting _ -> true;
      case Stage.SettingUp(var step, _) -> step == null;
      case Stage.Gating(_, _, _, var check, _) -> check == null;
      case Stage.Starting _,
          Stage.Cutting _,
          Stage.Working _,
          Stage.Asking _,
          Stage.Rebasing _,
          Stage.ToLand _,
          Stage.Ended _ ->
          false;
    };
  }

  /// Whether a process still runs in the module's worktree.
  static boolean isInUse(OrchestratorState state, ModuleId module) {
    return state.running().values().stream()
        .anyMatch(running ->
            switch (running) {
              case Running.OfAgent(var agent) -> state.agent(agent).module().equals(module);
              case Running.OfCheck check -> module.equals(check.spec().module());
            });
  }
}
