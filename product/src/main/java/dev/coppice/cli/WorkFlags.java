package dev.coppice.cli;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.work.Autonomy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How agents work, where it is not to be as the configuration says.
final class WorkFlags {
  @Option(names = "--agent", paramLabel = "AGENT", description = "Which agent works.")
  private @Nullable String agent;

  @Option(names = "--loop", paramLabel = "LOOP", description = "Which loop it works by.")
  private @Nullable String loop;

  @Option(
      names = "--max-parallel-agents",
      paramLabel = "N",
      description = "How many agents work at once, at most.")
  private @Nullable Integer maxParallelAgents;

  @Option(
      names = "--autonomy",
      paramLabel = "LEVEL",
      description = "full, supervised or manual: how often you are asked.")
  private @Nullable Autonomy autonomy;

  /// @throws CommandFailure if a flag is out of range
  Opening opening(Location location, Mode mode) {
    if (maxParallelAgents != null && maxParallelAgents < 1) {
      throw new CommandFailure(
          Exit.REFUSED,
          "--max-parallel-agents is " + maxParallelAgents,
          "Give a whole number of at least 1.");
    }
    return new Opening(location, agent, loop, maxParallelAgents, autonomy, mode);
  }
}
