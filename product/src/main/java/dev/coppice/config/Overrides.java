package dev.coppice.config;

import dev.coppice.work.Autonomy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What flags say over the file; an absent part leaves it as it is.
public record Overrides(
    @Nullable String agent,
    @Nullable String loop,
    @Nullable Integer maxParallelAgents,
    @Nullable Autonomy autonomy) {
  public static final Overrides NONE = new Overrides(null, null, null, null);

  public Overrides {
    if (maxParallelAgents != null && maxParallelAgents < 1) {
      throw new ConfigException(
          "--max-parallel-agents must be 1 or more, not %d.".formatted(maxParallelAgents),
          "Give a number from 1, or leave the flag out.");
    }
  }

  /// The settings these flags give, by key.
  Map<String, ConfigEntry> entries() {
    Map<String, ConfigEntry> entries = new HashMap<>();
    add(entries, "agent", agent, "--agent");
    add(entries, "loop", loop, "--loop");
    add(entries, "maxParallelAgents", maxParallelAgents, "--max-parallel-agents");
    add(entries, "autonomy", autonomy, "--autonomy");
    return entries;
  }

  private static void add(
      Map<String, ConfigEntry> entries, String key, @Nullable Object value, String flag) {
    if (value != null) {
      entries.put(key, new ConfigEntry(List.of(key), PlainValue.of(value), new Origin.Flag(flag)));
    }
  }
}
