package dev.coppice.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The agents that can be named without defining them, kept as data beside this class.
public final class BuiltInAgents {
  private static final String RESOURCE = "agents.yaml";

  private BuiltInAgents() {}

  /// The definitions, in the order in which they are offered.
  public static List<AgentDefinition> definitions() {
    return switch (ConfigFile.read(text(), RESOURCE, List.of())) {
      case ConfigReading.Read read -> List.copyOf(read.config().agents().values());
      case ConfigReading.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static String text() {
    try (InputStream in = BuiltInAgents.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
