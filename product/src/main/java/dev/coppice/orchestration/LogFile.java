package dev.coppice.orchestration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/// Reads pieces of a file that grows while it is read. An attempt wrote it, so it may hold anything
/// and may have been replaced by a link, which is not followed.
record LogFile(Path path) {
  private static final int LONGEST_CHARACTER = 4;

  /// @param text of the bytes from `from` to `next`
  record Piece(long from, long next, long size, String text) {}

  /// The size in bytes, 0 where there is no such file.
  long size() {
    try {
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    } catch (IOException _) {
      return 0; // It has gone in this moment.
    }
  }

  /// At most `bytes` bytes, and never part of a character: one that `from` lies within is left out,
  /// one that is cut at the end comes with the next piece.
  ///
  /// @param bytes at least four
  /// @param grows whether it is still written; what ends within a character then waits for its rest
  Piece read(long from, int bytes, boolean grows) {
    long size = size();
    if (from >= size) {
      return new Piece(from, from, size, "");
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, size - from));
      channel.position(from);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // One read may bring less than there is.
      }
      boolean last = !grows && from + buffer.position() >= size;
      return cut(from, size, Arrays.copyOf(buffer.array(), buffer.position()), last);
    } catch (NoSuchFileException _) {
      return new Piece(from, from, 0, "");
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(path.getFileName()), e);
    }
  }

  private static Piece cut(long from, long size, byte[] bytes, boolean last) {
    int start = from == 0 ? 0 : restOfCharacter(bytes);
    int end = bytes.length - (last ? 0 : begunCharacter(bytes, start));
    return new Piece(
        from + start,
        from + end,
        size,
        new String(bytes, start, Math.max(0, end - start), StandardCharsets.UTF_8));
  }

  /// How many bytes at the beginning go on a character that begins before them.
  private static int restOfCharacter(byte[] bytes) {
    int rest = 0;
    while (rest < bytes.length && rest < LONGEST_CHARACTER - 1 && goesOn(bytes[rest])) {
      rest++;
    }
    return rest;
  }

  /// How many bytes at the end begin a character that is not whole.
  private static int begunCharacter(byte[] bytes, int start) {
    for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length - start; back++) {
      byte one = bytes[bytes.length - back];
      if (!goesOn(one)) {
        return length(one) > back ? back : 0;
      }
    }
    return 0;
  }

  private static boolean goesOn(byte one) {
    return (one & 0xC0) == 0x80;
  }

  private static int length(byte first) {
    int lead = first & 0xFF;
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  }
}
