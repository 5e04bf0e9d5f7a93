package dev.coppice.rest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Slows down whoever tries wrong tokens. Those who have a good one never come here, since on
/// loopback nobody can tell one address from another.
final class Guesses {
  private static final double PER_SECOND = 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_WAITING = 50;

  private final LongSupplier nanoTime;
  private final TokenBucket free;
  private int waiting;

  Guesses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.free = new TokenBucket(PER_SECOND, 2 * PER_SECOND, nanoTime.getAsLong());
  }

  /// Returns when the wrong one may be answered. It is a virtual thread that waits here, and its
  /// connection may be closed meanwhile.
  ///
  /// @return false if too many are waiting already
  boolean pause(Visit visit) {
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (free.has(now)) {
        free.take();
        return true;
      }
      if (waiting >= MOST_WAITING) {
        return false;
      }
      waiting++;
    }
    visit.hold();
    try {
      long end = nanoTime.getAsLong() + PAUSE.toNanos();
      for (long left = PAUSE.toNanos(); left > 0; left = end - nanoTime.getAsLong()) {
        LockSupport.parkNanos(left);
      }
      return true;
    } finally {
      synchronized (this) {
        waiting--;
      }
    }
  }
}
