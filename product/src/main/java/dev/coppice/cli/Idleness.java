package dev.coppice.cli;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long nothing has moved and nobody has asked. Looks when it is asked to, so it has to be
/// asked more often than what counts as long.
final class Idleness {
  private final Served served;
  private final LongSupplier nanoTime;
  private long lastMoved;

  Idleness(Served served, LongSupplier nanoTime) {
    this.served = served;
    this.nanoTime = nanoTime;
    this.lastMoved = nanoTime.getAsLong();
  }

  Duration look() {
    long now = nanoTime.getAsLong();
    if (Movement.isUnderWay(served.service().snapshot().state())) {
      lastMoved = now;
    }
    Duration still = Duration.ofNanos(now - lastMoved);
    Duration quiet = served.quiet();
    return still.compareTo(quiet) < 0 ? still : quiet;
  }
}
