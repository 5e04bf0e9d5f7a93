package dev.coppice.schedule;

import dev.coppice.agent.Failure;
import dev.coppice.event.Action;
import dev.coppice.work.Retrying;
import java.time.Duration;

/// Retry with context, then a fresh agent, then a person. Everything it looks at is durable and
/// belongs to the work item, so no restart or reassignment resets it, and it always comes to an
/// end: each charged step uses up the item's budget, and waiting uncharged is bounded too.
public final class FailureCascade {
  /// Transient trouble in a row before a person is asked.
  static final int MOST_PARKS = 20;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private FailureCascade() {}

  /// What follows and why.
  ///
  /// @param pause how long to wait first; zero = at once
  public record Step(Action action, String reasoning, Duration pause) {}

  /// Decides on a failure that the item already counts.
  ///
  /// @param fraction 0..1, spreads the pauses of agents that failed together
  public static Step decide(
      Item item, Agent agent, Failure failure, Retrying retrying, double fraction) {
    int seen = item.seen(failure);
    int repeatsLeft = item.budget() - item.repeats();
    return switch (failure.cause().family()) {
      case ENVIRONMENT ->
          escalate("no attempt can succeed until this is mended: " + failure.summary());
      case MONEY -> escalate("the budget is used up");
      case TRANSIENT ->
          item.parks() >= MOST_PARKS
              ? escalate("it waited %d times and the trouble did not pass".formatted(item.parks()))
              : new Step(
                  Action.PARK,
                  "passes by itself; waiting is not charged",
                  pause(retrying.delay(), item.parks(), fraction));
      case ORDINARY, EVIDENCE -> {
        if (repeatsLeft <= 0) {
          yield escalate("all %d repeats of this work item are used".formatted(item.budget()));
        }
        if (seen >= 3) {
          yield escalate("the same failure was seen %d times".formatted(seen));
        }
        if (seen == 2) {
          yield reassign("the same failure was seen twice");
        }
        if (agent.retryCount() >= agent.maxRetries()) {
          yield reassign("this agent was retried %d times".formatted(agent.retryCount()));
        }
        yield new Step(
            Action.RETRY,
            "retry %d of %d, told what failed"
                .formatted(agent.retryCount() + 1, agent.maxRetries()),
            switch (failure.cause().family()) {
              case EVIDENCE -> Duration.ZERO;
              case ORDINARY, TRANSIENT, ENVIRONMENT, MONEY ->
                  pause(retrying.delay(), agent.retryCount(), fraction);
            });
      }
    };
  }

  private static Step escalate(String why) {
    return new Step(Action.ESCALATE, why, Duration.ZERO);
  }

  private static Step reassign(String why) {
    return new Step(Action.REASSIGN, why + "; a fresh agent takes over", Duration.ZERO);
  }

  /// Exponential from the configured delay, up to ten minutes, spread by a quarter.
  private static Duration pause(Duration delay, int before, double fraction) {
    long base = delay.toMillis() << Math.min(before, 20);
    long capped = Math.min(base, LONGEST_PAUSE.toMillis());
    return Duration.ofMillis((long) (capped * (0.875 + 0.25 * fraction)));
  }
}
