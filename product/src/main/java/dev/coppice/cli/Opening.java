package dev.coppice.cli;

import dev.coppice.work.Autonomy;
import org.jspecify.annotations.Nullable;

/// How to become an owner. What is absent comes from the configuration.
///
/// @param autopilot whether it chooses and spawns work by itself
public record Opening(
    Location location,
    @Nullable String agent,
    @Nullable String loop,
    @Nullable Integer maxParallelAgents,
    @Nullable Autonomy autonomy,
    boolean autopilot) {

  /// An owner for one change: it starts no work of its own.
  static Opening forOneChange(Location location) {
    return new Opening(location, null, null, null, null, false);
  }
}
