package dev.coppice.rest;

import dev.coppice.store.Caller;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How often something may be asked for, by all together and by each.
///
/// Tokens of lesser scope share one half, and each of them has a tenth, so that whatever agents do,
/// a person gets through. Twice as many may come at once.
final class Rate {
  private static final int MOST_KNOWN = 1_000;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final TokenBucket all;
  private final TokenBucket lesser;
  private final Map<String, TokenBucket> each = new HashMap<>();

  Rate(double perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.all = bucket(perSecond);
    this.lesser = bucket(perSecond / 2);
  }

  /// Counts one more, or says how long to wait before the next try.
  synchronized Optional<Duration> refusal(Caller caller) {
    long now = nanoTime.getAsLong();
    List<TokenBucket> asked =
        switch (caller) {
          case Caller.Admin _ -> List.of(all);
          case Caller.Reader _, Caller.OfAttempt _ -> List.of(of(caller, now), lesser, all);
        };
    for (TokenBucket bucket : asked) {
      if (!bucket.has(now)) {
        return Optional.of(bucket.missing(now));
      }
    }
    asked.forEach(TokenBucket::take);
    return Optional.empty();
  }

  /// How many tokens have a share of their own just now.
  synchronized int remembered() {
    return each.size();
  }

  /// One that is full again needs no remembering.
  private TokenBucket of(Caller caller, long now) {
    if (each.size() >= MOST_KNOWN) {
      each.values().removeIf(bucket -> bucket.isFull(now));
    }
    return each.computeIfAbsent(caller.fingerprint(), _ -> bucket(perSecond / 10));
  }

  private TokenBucket bucket(double rate) {
    return new TokenBucket(rate, 2 * rate, nanoTime.getAsLong());
  }
}
