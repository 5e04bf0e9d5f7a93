package dev.coppice.view;

import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.schedule.Stage;
import org.jspecify.annotations.Nullable;

/// What an agent does right now, in a few words for people.
final class StageText {
  private StageText() {}

  static String of(Stage stage) {
    return switch (stage) {
      case Stage.Starting _ -> "waits for a green target";
      case Stage.Cutting _ -> "cutting its worktree";
      case Stage.SettingUp settingUp -> "setting up" + named(settingUp.step());
      case Stage.Working working -> "working, attempt " + working.attempt().attempt();
      case Stage.Interrupted _ -> "about to go on";
      case Stage.Gating gating -> "checking" + named(gating.check());
      case Stage.Asking asking -> "asks you (" + asking.inbox() + ")";
      case Stage.Waiting waiting -> waiting.charged() ? "waits to retry" : "waits, uncharged";
      case Stage.Rebasing _ -> "moving onto the new target";
      case Stage.ToLand _ -> "waits to land";
      case Stage.Ended _ -> "ended";
    };
  }

  private static String named(@Nullable CommandAttempt command) {
    return command == null ? "" : " " + command.name();
  }
}
