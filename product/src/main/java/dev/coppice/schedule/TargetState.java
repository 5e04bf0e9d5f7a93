package dev.coppice.schedule;

import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import org.jspecify.annotations.Nullable;

/// What we know of the branch we land on.
///
/// @param commit its tip as last observed; empty before the first look (object ids)
public record TargetState(String name, String commit, String tree, Verdict verdict) {
  /// Whether the tip's own checks pass.
  public sealed interface Verdict {
    record Unknown() implements Verdict {}

    /// Check `index` runs on the tip.
    record Checking(@Nullable CommandAttempt check, int index) implements Verdict {}

    record Green() implements Verdict {}

    record Red(Failure failure) implements Verdict {}
  }

  public boolean isGreen() {
    return verdict instanceof Verdict.Green;
  }

  TargetState at(String newCommit, String newTree) {
    return new TargetState(name, newCommit, newTree, new Verdict.Unknown());
  }

  TargetState judged(Verdict newVerdict) {
    return new TargetState(name, commit, tree, newVerdict);
  }
}
