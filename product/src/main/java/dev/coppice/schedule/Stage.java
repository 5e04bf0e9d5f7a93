package dev.coppice.schedule;

import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.ClaimKind;
import dev.coppice.event.InboxId;
import dev.coppice.event.LandingId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an agent is doing right now. Each stage names the one effect or person it waits for, so
/// that a restart knows exactly what to examine.
public sealed interface Stage {
  /// It waits until the target is known to be green.
  record Starting() implements Stage {}

  /// Its worktree is being cut at `base`, or reset for a fresh agent.
  record Cutting(String base, boolean fresh) implements Stage {}

  /// Setup command `index` runs in its worktree.
  record SettingUp(@Nullable CommandAttempt step, int index) implements Stage {}

  /// Its process runs.
  record Working(AgentAttempt attempt, @Nullable Claim claim) implements Stage {}

  /// No process runs and nothing else is under way: the owner stopped in between. It starts again,
  /// uncharged.
  record Interrupted() implements Stage {}

  /// The checks of a gate run on `commit`; `index` is the one that runs.
  record Gating(String gate, String commit, String tree, @Nullable CommandAttempt check, int index)
      implements Stage {}

  /// A person is asked.
  record Asking(InboxId inbox) implements Stage {}

  /// A retry waits for its time.
  record Waiting(Instant until, boolean charged) implements Stage {}

  /// Its work is being brought onto the target's new tip.
  record Rebasing() implements Stage {}

  /// Its work stands in the landing queue.
  record ToLand(LandingId landing) implements Stage {}

  /// What someone outside said of the running attempt.
  record Claim(ClaimKind kind, String text) {}

  /// It has ended.
  record Ended() implements Stage {}
}
