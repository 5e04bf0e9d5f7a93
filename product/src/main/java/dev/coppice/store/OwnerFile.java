package dev.coppice.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `owner.json`: which process owns the repository and where it listens. It is a hint beside the
/// lock: what names a process that has ended is passed over.
final class OwnerFile {
  private static final String NAME = "owner.json";
  // The kernel counts a start in ticks since boot, so two readings may differ by a little.
  private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

  private OwnerFile() {}

  static void write(Path directory, OwnerAddress owner) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pid", owner.pid());
    fields.put("startedAt", owner.startedAt().toString());
    fields.put("address", owner.address().toString());
    fields.put("systemId", owner.systemId());
    fields.put("dataDir", owner.dataDir().toString());
    fields.put("serving", owner.serving());
    byte[] json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(fields);
    Disk.replace(directory.resolve(NAME), json);
  }

  /// The owner the file names, unless that process is gone or the file does not read.
  static Optional<OwnerAddress> read(Path directory) {
    try {
      JsonNode json = JsonMapper.shared().readTree(Files.readString(directory.resolve(NAME)));
      OwnerAddress owner =
          new OwnerAddress(
              json.path("pid").asLong(),
              Instant.parse(json.path("startedAt").asString()),
              URI.create(json.path("address").asString()),
              json.path("systemId").asString(),
              Path.of(json.path("dataDir").asString()),
              json.path("serving").asBoolean(false));
      return Optional.of(owner).filter(OwnerFile::lives);
    } catch (IOException | JacksonException | DateTimeException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static void remove(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(NAME));
    } catch (IOException e) {
      throw Disk.trouble("remove", directory.resolve(NAME), e);
    }
  }

  private static boolean lives(OwnerAddress owner) {
    return ProcessHandle.of(owner.pid())
        .map(process ->
            process
                .info()
                .startInstant()
                .map(start -> isNear(start, owner.startedAt()))
                .orElse(true))
        .orElse(false);
  }

  private static boolean isNear(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(START_TOLERANCE) < 0;
  }
}
