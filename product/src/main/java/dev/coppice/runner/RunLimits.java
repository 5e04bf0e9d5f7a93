package dev.coppice.runner;

import java.time.Duration;

/// How far one attempt may go before it is ended.
///
/// @param wall real time from start to end; enforced by the shim, with or without an owner
/// @param idle time without growth of output or report; enforced by the owner
/// @param grace time between the polite signal and the kill
/// @param lease how long the attempt goes on without an owner; enforced by the shim
/// @param outputBytes bytes of standard output and error together; above it the attempt is killed
public record RunLimits(
    Duration wall, Duration idle, Duration grace, Duration lease, long outputBytes) {
  public RunLimits {
    positive("wall", wall);
    positive("idle", idle);
    positive("grace", grace);
    positive("lease", lease);
    if (outputBytes <= 0) {
      throw new IllegalArgumentException("outputBytes must be above 0, not " + outputBytes);
    }
  }

  /// One hour, ten minutes idle, ten seconds of grace, fifteen minutes of lease, 1 GiB.
  public static RunLimits defaults() {
    return new RunLimits(
        Duration.ofHours(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        Duration.ofMinutes(15),
        1L << 30);
  }

  public RunLimits withWall(Duration value) {
    return new RunLimits(value, idle, grace, lease, outputBytes);
  }

  public RunLimits withIdle(Duration value) {
    return new RunLimits(wall, value, grace, lease, outputBytes);
  }

  public RunLimits withGrace(Duration value) {
    return new RunLimits(wall, idle, value, lease, outputBytes);
  }

  public RunLimits withLease(Duration value) {
    return new RunLimits(wall, idle, grace, value, outputBytes);
  }

  public RunLimits withOutputBytes(long value) {
    return new RunLimits(wall, idle, grace, lease, value);
  }

  private static void positive(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(name + " must be at least 1 ms, not " + value);
    }
  }
}
