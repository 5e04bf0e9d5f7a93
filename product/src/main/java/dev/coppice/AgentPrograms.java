package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.config.AgentDefinition;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigException;
import dev.coppice.store.DataDirectory;
import dev.coppice.worktree.RepositoryPlace;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Whether the programs that agents are exist here, asked before anything is changed.
final class AgentPrograms {
  private AgentPrograms() {}

  static void requireInstalled(Location location, CheckoutConfig configs) {
    RepositoryPlace place = RepositoryPlace.find(location.repository());
    Config config =
        configs.read(place.root(), DataDirectory.at(place.commonDir(), location.data()).path());
    String name = config.agent();
    AgentDefinition agent =
        config
            .agent(name)
            .orElseThrow(() ->
                new ConfigException(
                    "There is no agent `%s`.".formatted(name),
                    "Name one of: %s.".formatted(String.join(", ", config.agentNames()))));
    String program = agent.command().getFirst();
    if (!isInstalled(program, place.root())) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "The program of agent `%s`, `%s`, was not found on the PATH.".formatted(name, program),
          "Install it, or name another agent with --agent: %s."
              .formatted(String.join(", ", config.agentNames())));
    }
  }

  private static boolean isInstalled(String program, Path root) {
    if (program.contains("/")) {
      return Files.isExecutable(root.resolve(program));
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
