package dev.coppice.schedule;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.work.CheckDefinition;
import java.util.List;

/// Whether the branch we land on is green itself. While it is red nobody is spawned and nothing
/// lands: agents would be blamed for what they did not do.
final class TargetDecider {
  private TargetDecider() {}

  static void seen(Turn turn, String commit, String tree) {
    if (!commit.equals(turn.state().target().commit())) {
      turn.emit(new Event.TargetObserved(commit, tree));
    }
  }

  /// Runs the checks of the target's tip where its verdict is open.
  static void pump(Turn turn) {
    OrchestratorState state = turn.state();
    TargetState target = state.target();
    if (isOpen(target) && isWanted(state) && !LandingDecider.isLaneTaken(state)) {
      check(turn);
    }
  }

  /// Whether nothing is known of the tip and nothing is being found out.
  private static boolean isOpen(TargetState target) {
    return switch (target.verdict()) {
      case TargetState.Verdict.Unknown _ -> !target.commit().isEmpty();
      case TargetState.Verdict.Checking(var check, _) -> check == null;
      // Known until the tip moves or a person asks again.
      case TargetState.Verdict.Green _, TargetState.Verdict.Red _ -> false;
    };
  }

  /// Whether anybody cares about the verdict now: whoever starts, works or lands.
  private static boolean isWanted(OrchestratorState state) {
    SystemInfo system = state.openSystem();
    return (system.autopilot() && system.status() == SystemInfo.Status.ACTIVE)
        || !state.live().isEmpty()
        || !state.landingOrder().isEmpty();
  }

  /// The first check not seen green on this tree yet; all of them green is the verdict. Counted by
  /// what was seen, not by position, since the configuration may change in between.
  private static void check(Turn turn) {
    TargetState target = turn.state().target();
    for (CheckDefinition check : turn.settings().checks()) {
      if (!CheckCache.isGreen(turn.state(), target.tree(), check)) {
        AttemptId id = turn.attemptId(new dev.coppice.roadmap.ModuleId("target"), "check");
        var spec =
            new CommandAttempt(
                id, check.name(), check.command(), null, target.commit(), check.timeout());
        turn.emit(new Event.CheckIntended(spec, CheckPurpose.target(), target.tree()));
        turn.effect(new Effect.StartAttempt(spec));
        return;
      }
    }
    judge(turn, null);
  }

  static void checkEnded(Turn turn, boolean green, CommandAttempt spec, String tail) {
    if (!spec.commit().equals(turn.state().target().commit())) {
      return;
    }
    if (!green) {
      judge(turn, Checks.red(spec.name(), tail, "on the tip of the target branch"));
    }
  }

  private static void judge(Turn turn, @org.jspecify.annotations.Nullable Failure failure) {
    TargetState target = turn.state().target();
    turn.emit(new Event.TargetJudged(target.commit(), failure == null, failure));
    InboxDecider.closeAbout(turn, InboxDecider.ABOUT_TARGET, "the target moved or is green again");
    if (failure != null) {
      InboxDecider.open(
          turn,
          new InboxItem(
              turn.inboxId(),
              InboxKind.ALERT,
              InboxDecider.ABOUT_TARGET,
              null,
              null,
              "Branch %s is red at %s: %s Mend it; nothing is started or landed meanwhile."
                  .formatted(target.name(), target.commit().substring(0, 10), failure.summary()),
              failure.evidence(),
              List.of("recheck"),
              turn.now()));
    }
  }
}
