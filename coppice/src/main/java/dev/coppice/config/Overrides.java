package dev.coppice.config;

import dev.coppice.work.Autonomy;
import org.jspecify.annotations.Nullable;

/// What flags say over the file; an absent part leaves it as it is.
public record Overrides(
    @Nullable String agent,
    @Nullable String loop,
    @Nullable Integer maxParallelAgents,
    @Nullable Autonomy autonomy) {
  public static final Overrides NONE = new Overrides(null, null, null, null);
}
