package dev.coppice.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Lines of bytes from a stream, none longer than can be held.
final class MessageLines {
  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;

  /// @param longest in bytes, without the line break
  MessageLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// One line.
  sealed interface Line {
    record Whole(byte[] bytes) implements Line {}

    /// It was read over.
    record TooLong() implements Line {}
  }

  /// The next line that is not blank; nothing at the end. What follows the last line break counts
  /// as a line.
  ///
  /// @throws IOException if the stream breaks off
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean blank = true;
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(buffer));
        if (to == 0) {
          return blank ? Optional.empty() : Optional.of(line(line, tooLong));
        }
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        blank &= buffer[end] <= ' ' && buffer[end] >= 0;
        end++;
      }
      tooLong |= line.size() + (end - from) > longest;
      if (!tooLong) {
        line.write(buffer, from, end - from);
      }
      boolean ended = end < to;
      from = ended ? end + 1 : end;
      if (ended && !blank) {
        return Optional.of(line(line, tooLong));
      }
      if (ended) {
        line.reset();
        tooLong = false;
      }
    }
  }

  private static Line line(ByteArrayOutputStream line, boolean tooLong) {
    return tooLong ? new Line.TooLong() : new Line.Whole(line.toByteArray());
  }
}
