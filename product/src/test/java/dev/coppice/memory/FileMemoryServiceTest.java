package dev.coppice.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.ModuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FileMemoryServiceTest {
  private static final ModuleId CART = new ModuleId("cart");
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  private FileMemoryService memory() {
    return new FileMemoryService(folder.resolve("memory"), () -> NOW);
  }

  private Path file(String loop) {
    return folder.resolve("memory/loops").resolve(loop + ".json");
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  @Test
  void nothingIsKnownAndNothingIsWrittenBeforeSomethingWasLearned() {
    assertThat(memory().loadContext(CART, "quick-loop")).isEmpty();
    assertThat(folder.resolve("memory")).doesNotExist();
  }

  @Test
  void lessonsAreToldToLaterAttemptsOfTheSameLoopMostSeenFirst() {
    memory().recordLessons(CART, "quick-loop", List.of("The lid sticks.", "Wheels need oil."));
    memory().recordLessons(new ModuleId("till"), "quick-loop", List.of(" Wheels need oil. "));
    assertThat(memory().loadContext(CART, "quick-loop").lines())
        .containsExactly("- Wheels need oil. (seen 2 times)", "- The lid sticks. (seen 1 time)");
    assertThat(memory().loadContext(CART, "bugfix-loop")).isEmpty();
  }

  @Test
  void whatIsToldIsBounded() {
    List<String> lessons = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lessons.add("Lesson " + i + " " + "x".repeat(5_000));
    }
    memory().recordLessons(CART, "quick-loop", lessons);
    assertThat(memory().loadContext(CART, "quick-loop").lines()).hasSize(10);
    assertThat(memory().loadContext(CART, "quick-loop").length()).isLessThan(10_000);
  }

  @Test
  void theFileHasTheKnownShapeAndKeepsKeysItDoesNotKnow() throws IOException {
    memory().recordLessons(CART, "quick-loop", List.of("The lid sticks."));
    Path file = file("quick-loop");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\\{", "{\"mine\":{\"a\":[1,2]},")
            .replace("\"uses\" : 1", "\"uses\" : 9, \"note\" : \"kept\""));
    memory().recordLessons(CART, "quick-loop", List.of("The lid sticks.", "Another."));
    JsonNode json = json(file);
    assertThat(json.path("mine").path("a").get(1).asInt()).isEqualTo(2);
    assertThat(json.path("level").asString()).isEqualTo("loop");
    assertThat(json.path("updatedAt").asString()).isEqualTo("2026-01-02T03:04:05Z");
    JsonNode first = json.path("patterns").get(0);
    assertThat(first.path("uses").asInt()).isEqualTo(10);
    assertThat(first.path("confidence").asString()).isEqualTo("high");
    assertThat(first.path("note").asString()).isEqualTo("kept");
    assertThat(json.path("patterns").get(1).path("id").asString()).isEqualTo("PAT-002");
  }

  @Test
  void aDamagedFileStopsNothingAndIsPutAside() throws IOException {
    for (byte[] damage :
        List.of(
            "{\"patterns\": [".getBytes(UTF_8),
            new byte[] {(byte) 0xff, 0},
            "[1]".getBytes(UTF_8),
            "{\"patterns\": 7}".getBytes(UTF_8),
            new byte[0])) {
      Files.createDirectories(file("quick-loop").getParent());
      Files.write(file("quick-loop"), damage);
      assertThat(memory().loadContext(CART, "quick-loop")).isEmpty();
      memory().recordLessons(CART, "quick-loop", List.of("The lid sticks."));
      assertThat(memory().loadContext(CART, "quick-loop")).contains("The lid sticks.");
      Path aside = file("quick-loop").resolveSibling("quick-loop.json.damaged");
      assertThat(aside).hasBinaryContent(damage);
      Files.delete(aside);
    }
  }

  @Test
  void aLoopsNameCannotLeaveTheFolder() throws IOException {
    memory().recordLessons(CART, "../../escape", List.of("The lid sticks."));
    assertThat(memory().loadContext(CART, "../../escape")).contains("The lid sticks.");
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files).allMatch(file -> file.startsWith(folder.resolve("memory/loops")));
    }
  }
}
