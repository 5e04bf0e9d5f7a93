package dev.coppice.rest;

import java.time.Duration;

/// So many a second, and as many more at once as were left over before. Not for several threads.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double most;
  private double there;
  private long at;

  /// @param now nanoseconds of any clock that only goes forward
  TokenBucket(double perSecond, double most, long now) {
    this.perSecond = perSecond;
    this.most = most;
    this.there = most;
    this.at = now;
  }

  boolean has(long now) {
    fill(now);
    return there >= 1;
  }

  void take() {
    there--;
  }

  boolean isFull(long now) {
    fill(now);
    return there >= most;
  }

  /// How long until there is one.
  Duration missing(long now) {
    fill(now);
    return Duration.ofNanos(Math.max(0, Math.round((1 - there) / perSecond * NANOS)));
  }

  private void fill(long now) {
    there = Math.min(most, there + (now - at) / NANOS * perSecond);
    at = now;
  }
}
