package dev.coppice.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `intent.json`: what was about to be run. Values of the environment are not in it: they may be
/// secrets.
final class Intent {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Intent() {}

  static byte[] bytes(RunSpec spec, Isolation isolation, Instant at) {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", 1);
    node.put("attempt", spec.id().value());
    node.put("at", at.toString());
    ArrayNode command = node.putArray("command");
    spec.command().forEach(command::add);
    node.put("directory", spec.directory().toString());
    ArrayNode names = node.putArray("environment");
    spec.environment().keySet().stream().sorted().forEach(names::add);
    RunLimits limits = spec.limits();
    ObjectNode limited = node.putObject("limits");
    limited.put("wallMs", limits.wall().toMillis());
    limited.put("idleMs", limits.idle().toMillis());
    limited.put("graceMs", limits.grace().toMillis());
    limited.put("leaseMs", limits.lease().toMillis());
    limited.put("outputBytes", limits.outputBytes());
    node.put("isolation", isolation.level().word());
    return JSON.writeValueAsBytes(node);
  }

  /// The limits of an attempt started earlier.
  static RunLimits readLimits(Path file) throws IOException {
    try {
      JsonNode limits = JSON.readTree(Files.readAllBytes(file)).path("limits");
      RunLimits standard = RunLimits.defaults();
      return new RunLimits(
          millis(limits, "wallMs", standard.wall()),
          millis(limits, "idleMs", standard.idle()),
          millis(limits, "graceMs", standard.grace()),
          millis(limits, "leaseMs", standard.lease()),
          limits.path("outputBytes").asLong(standard.outputBytes()));
    } catch (JacksonException | IllegalArgumentException e) {
      return RunLimits.defaults();
    }
  }

  private static Duration millis(JsonNode limits, String name, Duration standard) {
    return Duration.ofMillis(limits.path(name).asLong(standard.toMillis()));
  }
}
