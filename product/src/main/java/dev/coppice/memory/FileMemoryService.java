package dev.coppice.memory;

import dev.coppice.roadmap.ModuleId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was learned, per loop, in `memory/loops/{id}.json`: each mended failure is a pattern; one
/// that is seen again counts as used again. Keys we do not know are kept.
public final class FileMemoryService implements MemoryService {
  private static final int MOST_TOLD = 10;
  private static final int LONGEST_LESSON = 400;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path directory;
  private final InstantSource clock;

  /// @param directory made when something is learned
  public FileMemoryService(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public synchronized String loadContext(ModuleId module, String loopId) {
    List<JsonNode> patterns = new ArrayList<>();
    read(loopId).path("patterns").forEach(patterns::add);
    patterns.sort((a, b) -> Integer.compare(uses(b), uses(a)));
    var text = new StringBuilder();
    patterns.stream()
        .limit(MOST_TOLD)
        .forEach(pattern ->
            text.append("- ")
                .append(pattern.path("name").asString(""))
                .append(" (seen ")
                .append(uses(pattern))
                .append(uses(pattern) == 1 ? " time)\n" : " times)\n"));
    return text.toString();
  }

  @Override
  public synchronized void recordLessons(ModuleId module, String loopId, List<String> lessons) {
    if (find(loopId) == null) {
      putAside(file(loopId));
    }
    ObjectNode memory = read(loopId);
    ArrayNode patterns = memory.withArray("patterns");
    for (String lesson : lessons) {
      record(patterns, module, bounded(lesson.strip()));
    }
    memory.put("updatedAt", clock.instant().toString());
    write(loopId, memory);
  }

  private static String bounded(String lesson) {
    return lesson.length() <= LONGEST_LESSON ? lesson : lesson.substring(0, LONGEST_LESSON) + "...";
  }

  private void record(ArrayNode patterns, ModuleId module, String lesson) {
    for (JsonNode pattern : patterns) {
      if (pattern instanceof ObjectNode known && known.path("name").asString("").equals(lesson)) {
        int uses = uses(known) + 1;
        known.put("uses", uses);
        known.put("confidence", uses >= 10 ? "high" : uses >= 5 ? "medium" : "low");
        known.put("lastUsed", clock.instant().toString());
        return;
      }
    }
    ObjectNode pattern = patterns.addObject();
    pattern.put("id", "PAT-%03d".formatted(patterns.size()));
    pattern.put("name", lesson);
    pattern.put("context", "module " + module);
    pattern.put("solution", "a later attempt, told of it, mended it");
    pattern.put("uses", 1);
    pattern.put("confidence", "low");
    pattern.put("createdAt", clock.instant().toString());
  }

  private static int uses(JsonNode pattern) {
    return pattern.path("uses").asInt(1);
  }

  private Path file(String loopId) {
    return directory.resolve("loops").resolve(new ModuleId(loopId).slug() + ".json");
  }

  private ObjectNode read(String loopId) {
    ObjectNode known = find(loopId);
    return known == null ? fresh(loopId) : known;
  }

  /// Nothing where nothing was learned yet, and where the file is damaged: that must not stop the
  /// work.
  private @Nullable ObjectNode find(String loopId) {
    try {
      JsonNode read = JSON.readTree(Files.readString(file(loopId)));
      return read instanceof ObjectNode memory && memory.path("patterns").isArray() ? memory : null;
    } catch (NoSuchFileException | CharacterCodingException | JacksonException _) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode fresh(String loopId) {
    ObjectNode fresh = JSON.createObjectNode();
    fresh.put("id", "loop:" + loopId);
    fresh.put("level", "loop");
    fresh.put("loopId", loopId);
    fresh.putArray("decisions");
    fresh.putArray("patterns");
    fresh.put("createdAt", clock.instant().toString());
    return fresh;
  }

  private static void putAside(Path damaged) {
    try {
      Path aside = damaged.resolveSibling(damaged.getFileName() + ".damaged");
      Files.move(damaged, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException _) {
      // Nothing learned yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String loopId, ObjectNode memory) {
    Path file = file(loopId);
    try {
      Files.createDirectories(
          file.getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, memory.toPrettyString());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
