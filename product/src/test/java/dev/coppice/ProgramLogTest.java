package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ProgramLogTest {
  private static final String SECRET = "correct-horse-battery";

  private static LogLine line(Level level, String message, @Nullable Throwable thrown) {
    var record = new LogRecord(level, message);
    record.setLoggerName("dev.coppice.Some");
    record.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
    record.setThrown(thrown);
    return new LogLine(record, "orchestrator", "shop", Redaction.of(List.of(SECRET)));
  }

  @Test
  void aLineOfJsonHasEverythingAProgramAsksFor() {
    var thrown = new IllegalStateException("no " + SECRET, new IOException("disk"));

    String json = line(Level.WARNING, "about " + SECRET + "\nand more", thrown).json();

    assertThat(json).endsWith("\n").doesNotContain(SECRET);
    assertThat(json.strip()).doesNotContain("\n");
    JsonNode node = JsonMapper.shared().readTree(json);
    assertThat(node.path("at").asString("")).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(node.path("level").asString("")).isEqualTo("warn");
    assertThat(node.path("logger").asString("")).isEqualTo("dev.coppice.Some");
    assertThat(node.path("message").asString("")).isEqualTo("about [redacted]\nand more");
    assertThat(node.path("thread").asString("")).isEqualTo("orchestrator");
    assertThat(node.path("system").asString("")).isEqualTo("shop");
    assertThat(node.path("error").path("type").asString("")).endsWith("IllegalStateException");
    assertThat(node.path("error").path("message").asString("")).isEqualTo("no [redacted]");
    assertThat(node.path("error").path("stack").asString(""))
        .contains("aLineOfJsonHasEverythingAProgramAsksFor")
        .contains("IOException: disk");
  }

  @Test
  void aMessageCannotForgeAnotherLine() {
    String text = line(Level.INFO, "one\n2026 SEVERE forged " + SECRET + "\u001b[2J", null).text();

    assertThat(text.lines()).hasSize(1);
    assertThat(text).contains("[redacted]").doesNotContain(SECRET, "\u001b");
  }

  @Test
  void onlyItsUserMayReadTheLogAndALongOneBecomesTheOld(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("state").resolve("coppice.log");
    try (LogFile log = LogFile.append(file, true)) {
      log.write("x".repeat(6 << 20));
      assertThat(log.isFull()).isTrue();
    }
    try (LogFile log = LogFile.append(file, true)) {
      log.write("next\n");
      assertThat(log.isFull()).isFalse();
    }
    assertThat(file).hasContent("next");
    assertThat(file.resolveSibling("coppice.log.1")).hasSize(6 << 20);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }
}
