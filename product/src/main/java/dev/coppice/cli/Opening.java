package dev.coppice.cli;

import dev.coppice.work.Autonomy;
import org.jspecify.annotations.Nullable;

/// How to become an owner. What is absent comes from the configuration.
public record Opening(
    Location location,
    @Nullable String agent,
    @Nullable String loop,
    @Nullable Integer maxParallelAgents,
    @Nullable Autonomy autonomy,
    Mode mode) {

  /// How much an owner does.
  public enum Mode {
    /// It chooses work and spawns agents by itself.
    AUTOPILOT,
    /// It does what it is asked to, and carries on what was begun.
    ON_REQUEST,
    /// It only takes down what is decided and starts no process: the next owner carries it out.
    RECORD
  }

  static Opening of(Location location, Mode mode) {
    return new Opening(location, null, null, null, null, mode);
  }
}
