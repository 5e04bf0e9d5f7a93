package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {
  private static final String TEXT = "plain, größer, 漢字, 🌲🌳, and the end\n";

  @TempDir private Path directory;
  private Path path = Path.of("");

  @BeforeEach
  void write() throws IOException {
    path = directory.resolve("out.log");
    Files.writeString(path, TEXT);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 7, 11, 1000})
  void piecesOfAnySizeMakeUpTheWholeText(int bytes) {
    var whole = new StringBuilder();
    long from = 0;
    LogFile.Piece piece;
    do {
      piece = new LogFile(path).read(from, bytes, true);
      assertThat(piece.from()).isEqualTo(from);
      assertThat(piece.text()).doesNotContain("\ufffd");
      whole.append(piece.text());
      from = piece.next();
    } while (from < piece.size());

    assertThat(whole).hasToString(TEXT);
    assertThat(piece.size()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aPlaceWithinACharacterBeginsWithTheNextOne() throws IOException {
    Files.writeString(path, "🌲x");

    LogFile.Piece piece = new LogFile(path).read(2, 100, true);

    assertThat(piece.text()).isEqualTo("x");
    assertThat(piece.from()).isEqualTo(4);
  }

  @Test
  void aCharacterThatIsHalfWrittenWaitsForItsRestUnlessNothingMoreComes() throws IOException {
    byte[] half = {'a', (byte) 0xF0, (byte) 0x9F};
    Files.write(path, half);

    LogFile.Piece growing = new LogFile(path).read(0, 100, true);
    LogFile.Piece ended = new LogFile(path).read(0, 100, false);

    assertThat(growing.text()).isEqualTo("a");
    assertThat(growing.next()).isEqualTo(1);
    assertThat(ended.text()).isEqualTo("a\ufffd");
    assertThat(ended.next()).isEqualTo(3);
  }

  @Test
  void bytesThatAreNoTextStillMoveOn() throws IOException {
    byte[] noise = new byte[64];
    java.util.Arrays.fill(noise, (byte) 0x80);
    Files.write(path, noise);
    long from = 0;
    int pieces = 0;

    while (from < noise.length) {
      from = new LogFile(path).read(from, 4, false).next();
      pieces++;
    }

    assertThat(pieces).isLessThanOrEqualTo(16);
  }

  @Test
  void beyondTheEndThereIsNothing() {
    LogFile.Piece piece = new LogFile(path).read(10_000, 100, true);

    assertThat(piece.text()).isEmpty();
    assertThat(piece.next()).isEqualTo(10_000);
    assertThat(piece.size()).isPositive();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    Path link = Files.createSymbolicLink(directory.resolve("err.log"), secret);

    LogFile.Piece piece = new LogFile(link).read(0, 100, true);

    assertThat(piece.text()).isEmpty();
    assertThat(new LogFile(directory.resolve("nothing")).size()).isZero();
  }
}
