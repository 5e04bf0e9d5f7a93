package dev.coppice.config;

import dev.coppice.work.ConcurrencyMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The settings at the top level of the file that steer the orchestrator.
///
/// @param maxParallelAgents as written; absent means not said, see [Config#parallelAgents()]
public record OrchestratorSettings(
    ConcurrencyMode defaultConcurrencyMode,
    @Nullable Integer maxParallelAgents,
    int defaultMaxRetries,
    Duration retryDelay,
    int escalationThreshold,
    String branchPrefix,
    boolean autoMergeOnComplete,
    Duration heartbeatInterval,
    Duration heartbeatTimeout,
    LogLevel logLevel) {
  /// The same with another number of agents, unless none is given.
  OrchestratorSettings withMaxParallelAgents(@Nullable Integer most) {
    return new OrchestratorSettings(
        defaultConcurrencyMode,
        most == null ? maxParallelAgents : most,
        defaultMaxRetries,
        retryDelay,
        escalationThreshold,
        branchPrefix,
        autoMergeOnComplete,
        heartbeatInterval,
        heartbeatTimeout,
        logLevel);
  }

  private static final int MANY = 1_000_000;

  static OrchestratorSettings read(Section root, Values values) {
    return new OrchestratorSettings(
        root.get(
            "defaultConcurrencyMode",
            ConcurrencyMode.PARALLEL_THREADS,
            values.choice(ConcurrencyMode.class)),
        root.getOrNull("maxParallelAgents", values.count(1, MANY)),
        root.get("defaultMaxRetries", 3, values.count(1, MANY)),
        millis(root, "retryDelayMs", 5_000, values.whole(0, Integer.MAX_VALUE)),
        root.get("escalationThreshold", 10, values.count(1, MANY)),
        root.get("branchPrefix", "module/", values::branchPrefix),
        root.get("autoMergeOnComplete", false, values::flag),
        millis(root, "heartbeatIntervalMs", 5_000, values.whole(1, Integer.MAX_VALUE)),
        millis(root, "heartbeatTimeoutMs", 30_000, values.whole(1, Integer.MAX_VALUE)),
        root.get("logLevel", LogLevel.INFO, values.choice(LogLevel.class)));
  }

  private static Duration millis(
      Section root, String key, long fallback, Values.Reader<Long> reader) {
    return Duration.ofMillis(root.get(key, fallback, reader));
  }
}
