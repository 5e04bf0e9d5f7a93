package dev.coppice.view;

import dev.coppice.schedule.TargetState;
import dev.coppice.schedule.TargetState.Verdict;
import org.jspecify.annotations.Nullable;

/// The branch we land on.
///
/// @param commit its tip as last observed; absent before the first look (object id)
/// @param verdict `unknown`, `checking`, `green` or `red`
/// @param failure why it is red, in one sentence
public record TargetView(
    String name, @Nullable String commit, String verdict, @Nullable String failure) {

  public static TargetView of(TargetState target) {
    return new TargetView(
        target.name(),
        target.commit().isEmpty() ? null : target.commit(),
        word(target.verdict()),
        target.verdict() instanceof Verdict.Red red ? red.failure().summary() : null);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Unknown _ -> "unknown";
      case Verdict.Checking _ -> "checking";
      case Verdict.Green _ -> "green";
      case Verdict.Red _ -> "red";
    };
  }
}
