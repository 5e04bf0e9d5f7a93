package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentLogPartTest {
  private static final AttemptId ATTEMPT = new AttemptId("at-1");
  private static final String SECRET = "correct-horse-battery-staple";
  private static final String TEXT =
      "begin größe\nthe word is " + SECRET + ", said twice: " + SECRET + SECRET + "\nand the end\n";

  private final Redaction redaction = Redaction.of(List.of(SECRET));
  @TempDir private Path directory;
  private AgentLog log = new AgentLog(new MemoryStore(() -> {}), Path.of(""), redaction);

  @BeforeEach
  void write() throws IOException {
    Path run = Files.createDirectory(directory.resolve(ATTEMPT.value()));
    Files.writeString(run.resolve("out.log"), TEXT);
    log = new AgentLog(new MemoryStore(() -> {}), directory, redaction);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 16, 29, 64, 1000})
  void piecesOfAnySizeMakeUpTheTextWithoutItsSecrets(int bytes) {
    var whole = new StringBuilder();
    long from = 0;
    long size;
    int pieces = 0;
    do {
      LogPart part = part(from, bytes);
      whole.append(part.text());
      from = part.next();
      size = part.size();
      pieces++;
    } while (from < size && pieces < 1_000);

    assertThat(whole).hasToString(redaction.redact(TEXT));
  }

  @Test
  void noPlaceToBeginShowsAPartOfASecret() {
    int size = TEXT.getBytes(StandardCharsets.UTF_8).length;
    for (int from = 0; from <= size; from++) {
      for (int bytes : new int[] {4, 10, 40, 200}) {
        String text = part(from, bytes).text();
        for (int at = 0; at + 6 <= SECRET.length(); at++) {
          assertThat(text).doesNotContain(SECRET.substring(at, at + 6));
        }
      }
    }
  }

  private LogPart part(long from, int bytes) {
    return log.part(ATTEMPT, LogPart.Stream.OUT, from, bytes, false);
  }
}
