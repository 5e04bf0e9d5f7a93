package dev.coppice;

import dev.coppice.config.AgentDefinition;
import dev.coppice.config.BuiltInAgents;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigException;
import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import dev.coppice.config.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The configuration of a checkout with flags over it, and the agents this program brings.
record CheckoutConfig(Overrides flags) {
  static final String SCRIPTED = "scripted";

  /// Reads `coppice.yaml`; every problem in it is told at once.
  Config read(Path root, Path data) {
    return switch (reading(root, data)) {
      case ConfigReading.Read(var config) -> config.with(flags);
      case ConfigReading.Refused(var problems) ->
          throw new ConfigException(
              problems.stream().map(Object::toString).collect(Collectors.joining("\n")),
              "Mend %s and try again.".formatted(ConfigFile.NAME));
    };
  }

  static ConfigReading reading(Path root, Path data) {
    return ConfigFile.readIn(root, agents(data));
  }

  private static List<AgentDefinition> agents(Path data) {
    List<AgentDefinition> agents = new ArrayList<>(BuiltInAgents.definitions());
    agents.add(
        new AgentDefinition(
            SCRIPTED,
            List.of("bash", script(data).toString()),
            AgentDefinition.PLAIN,
            List.of("COPPICE_SCRIPTS", "COPPICE_PACE"),
            Map.of()));
    return agents;
  }

  private static Path script(Path data) {
    return data.resolve("scripted").resolve("agent.sh");
  }

  /// Lays out the scripted agent, which lives in the program itself.
  static void layOutScript(Path data) {
    Path script = script(data);
    try (InputStream resource =
        CheckoutConfig.class.getResourceAsStream("/dev/coppice/scripted/agent.sh")) {
      if (resource == null) {
        throw new IllegalStateException("the program is incomplete: no scripted agent");
      }
      byte[] content = resource.readAllBytes();
      if (Files.exists(script) && java.util.Arrays.equals(Files.readAllBytes(script), content)) {
        return;
      }
      Files.createDirectories(script.getParent());
      Path next = script.resolveSibling("agent.sh.next");
      Files.writeString(next, new String(content, StandardCharsets.UTF_8));
      Files.move(next, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
