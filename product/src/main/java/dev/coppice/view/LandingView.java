package dev.coppice.view;

import dev.coppice.schedule.Landing;
import dev.coppice.schedule.Landing.Step;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of work on its way into the target.
///
/// @param commit tip of the module's branch (object id)
/// @param step `awaiting-approval`, `queued`, `building`, `checking`, `advancing` or `waiting`
/// @param text the step for people
/// @param waitingPaths files of the user's checkout that it waits for
/// @param until when it is tried again, while it waits
public record LandingView(
    String id,
    String moduleId,
    @Nullable String agentId,
    String commit,
    String step,
    String text,
    List<String> waitingPaths,
    @Nullable Instant until) {
  /// Every word that a step has.
  public static final List<String> STEPS =
      List.of("awaiting-approval", "queued", "building", "checking", "advancing", "waiting");

  public LandingView {
    waitingPaths = List.copyOf(waitingPaths);
  }

  public static LandingView of(Landing landing) {
    return new LandingView(
        landing.id().value(),
        landing.module().value(),
        landing.agent() == null ? null : landing.agent().toString(),
        landing.commit(),
        word(landing.step()),
        text(landing.step()),
        landing.step() instanceof Step.Waits waits ? waits.paths() : List.of(),
        landing.step() instanceof Step.Waits waits ? waits.until() : null);
  }

  private static String word(Step step) {
    return switch (step) {
      case Step.AwaitingApproval _ -> "awaiting-approval";
      case Step.Queued _ -> "queued";
      case Step.Building _ -> "building";
      case Step.Checking _ -> "checking";
      case Step.Advancing _ -> "advancing";
      case Step.Waits _ -> "waiting";
    };
  }

  static String text(Step step) {
    return switch (step) {
      case Step.AwaitingApproval _ -> "waits for your approval";
      case Step.Queued _ -> "waits for its turn";
      case Step.Building _ -> "merge commit is being made";
      case Step.Checking checking ->
          checking.check() == null
              ? "checks run on the merge commit"
              : "check " + checking.check().name() + " runs on the merge commit";
      case Step.Advancing _ -> "verified, the target moves";
      case Step.Waits waits -> waits.paths().isEmpty() ? waits.reason() : waiting(waits);
    };
  }

  private static String waiting(Step.Waits waits) {
    return waits.reason() + ": " + String.join(", ", waits.paths());
  }
}
