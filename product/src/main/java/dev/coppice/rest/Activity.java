package dev.coppice.rest;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Whether somebody with a token asks or listens, and since when nobody does.
public final class Activity {
  private final LongSupplier nanoTime;
  private int open;
  private long quietSince;

  Activity(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.quietSince = nanoTime.getAsLong();
  }

  synchronized void begin() {
    open++;
  }

  synchronized void end() {
    open--;
    quietSince = nanoTime.getAsLong();
  }

  /// How long nobody has asked; zero while a request or a stream is open.
  public synchronized Duration quiet() {
    return open > 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - quietSince);
  }
}
