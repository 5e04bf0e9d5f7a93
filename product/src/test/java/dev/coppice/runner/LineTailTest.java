package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineTailTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final byte[] buffer = new byte[512];
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("out.log"));
  }

  @Test
  void anUnfinishedLineWaitsForItsEnd() throws IOException {
    LineTail tail = new LineTail(file, 0);
    write("one\ntw");
    drain(tail);
    assertThat(lines).containsExactly("one");
    assertThat(tail.offset()).isEqualTo(4);

    write("o\n");
    drain(tail);

    assertThat(lines).containsExactly("one", "two");
    assertThat(tail.offset()).isEqualTo(8);
  }

  @Test
  void theEndDeliversWhatHasNoLineEnd() throws IOException {
    LineTail tail = new LineTail(file, 0);
    write("one\nlast");
    drain(tail);
    tail.flush(this::take);
    tail.flush(this::take);

    assertThat(lines).containsExactly("one", "last");
    assertThat(tail.offset()).isEqualTo(8);
  }

  @Test
  void aLineOfExactlyTheLimitIsWholeAndALongerOneIsCutBetweenCharacters() throws IOException {
    LineTail tail = new LineTail(file, 0);
    String whole = "x".repeat(LineTail.LINE_LIMIT);
    write(whole + "\n" + "x".repeat(LineTail.LINE_LIMIT - 1) + "ü\nnext\n");
    drain(tail);

    assertThat(lines)
        .containsExactly(
            whole, "x".repeat(LineTail.LINE_LIMIT - 1) + " [cut: 2 more bytes]", "next");
  }

  @Test
  void malformedBytesAreReplaced() throws IOException {
    LineTail tail = new LineTail(file, 0);
    Files.write(file, new byte[] {'a', (byte) 0xff, 'b', 0, '\n'});
    drain(tail);

    assertThat(lines).containsExactly("a\ufffdb\0");
  }

  @Test
  void anEmptiedFileIsReadFromItsStart() throws IOException {
    LineTail tail = new LineTail(file, 0);
    write("a long first line\nhalf");
    drain(tail);
    Files.writeString(file, "new\n");
    drain(tail);

    assertThat(lines).containsExactly("a long first line", "new");
  }

  @Test
  void aLinkInPlaceOfTheFileIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret\n");
    Files.delete(file);
    LineTail tail = new LineTail(file, 0);
    drain(tail);
    Files.createSymbolicLink(file, secret);
    drain(tail);

    assertThat(lines).isEmpty();
  }

  @Test
  void nothingIsReadBeyondAStop() throws IOException {
    LineTail tail = new LineTail(file, 0);
    tail.stopAt(6);
    write("one\ntwo\nthree\n");
    drain(tail);
    tail.flush(this::take);

    assertThat(lines).containsExactly("one", "tw");
  }

  @Test
  void anyChoppingAndAnyNumberOfReadersGiveTheSameLines() throws IOException {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] content = content(random);
      Files.write(file, new byte[0]);
      lines.clear();
      LineTail tail = new LineTail(file, 0);
      int at = 0;
      while (at < content.length) {
        int end = Math.min(content.length, at + 1 + random.nextInt(700));
        Files.write(file, Arrays.copyOfRange(content, at, end), StandardOpenOption.APPEND);
        at = end;
        if (tail.look()) {
          tail.read(buffer, 1 + random.nextInt(900), this::take);
        }
        if (random.nextInt(5) == 0) {
          tail = new LineTail(file, tail.offset()); // a successor
        }
      }
      drain(tail);
      tail.flush(this::take);

      String[] expected = new String(content, StandardCharsets.UTF_8).split("\n", -1);
      int count = expected[expected.length - 1].isEmpty() ? expected.length - 1 : expected.length;
      assertThat(lines).as("seed %d", seed).containsExactly(Arrays.copyOf(expected, count));
      assertThat(tail.offset()).isEqualTo(content.length);
    }
  }

  private static byte[] content(Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int line = random.nextInt(40); line >= 0; line--) {
      String text = "ü€𝄞x".repeat(random.nextInt(60));
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      if (line > 0 || random.nextBoolean()) {
        bytes.write('\n');
      }
    }
    return bytes.toByteArray();
  }

  private void drain(LineTail tail) throws IOException {
    while (tail.look()) {
      tail.read(buffer, 1000, this::take);
    }
  }

  private void take(String text, boolean cut) {
    lines.add(text);
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
