package dev.coppice.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `exit.json`: how an attempt ended. Written once, by the shim, or for one that has none.
final class ExitRecord {
  private static final String EXITED = "exited";
  private static final String LOST = "lost";
  private static final String SPAWN_FAILED = "spawn-failed";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExitRecord() {}

  /// The recorded end, empty as long as there is none.
  static Optional<RunEnd> find(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(end(JSON.readTree(Files.readAllBytes(file))));
    } catch (JacksonException e) {
      return Optional.of(
          new RunEnd.Lost("its exit record cannot be read: " + e.getOriginalMessage()));
    }
  }

  /// Records that a command was never run.
  static void write(Path file, RunEnd.SpawnFailed end, Instant at) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("format", 1);
    node.put("code", -1);
    node.put("reason", SPAWN_FAILED);
    node.put("at", at.getEpochSecond());
    node.put("detail", end.why());
    node.put("missing", end.missingBinary());
    DurableFile.replace(file, JSON.writeValueAsBytes(node));
  }

  private static RunEnd end(JsonNode node) {
    int code = node.path("code").asInt(-1);
    String reason = node.path("reason").asString("");
    String detail = node.path("detail").asString("");
    return switch (reason) {
      case EXITED -> new RunEnd.Exited(code);
      case LOST -> new RunEnd.Lost(detail);
      case SPAWN_FAILED -> new RunEnd.SpawnFailed(detail, node.path("missing").asBoolean(false));
      default ->
          Arrays.stream(StopReason.values())
              .filter(known -> known.word().equals(reason))
              .findFirst()
              .<RunEnd>map(known -> new RunEnd.Stopped(known, code))
              .orElseGet(() ->
                  new RunEnd.Lost("its exit record has an unknown reason: \"" + reason + "\""));
    };
  }
}
