package dev.coppice.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/// Reads the lines of a growing file. Holds one line of at most [#LINE_LIMIT] bytes, however long
/// the file or its lines are. One thread at a time.
final class LineTail {
  static final int LINE_LIMIT = 64 * 1024;

  private static final byte[] EMPTY = {};
  private static final int KEPT = 4096;

  /// Takes one line without its end; `cut` says that bytes of it are missing.
  @FunctionalInterface
  interface Sink {
    void line(String text, boolean cut);
  }

  private final Path file;
  private byte[] line = EMPTY;
  private int length;
  private long dropped;
  private long next;
  private long lineStart;
  private long size;
  private long limit = Long.MAX_VALUE;

  LineTail(Path file, long from) {
    this.file = file;
    this.next = from;
    this.lineStart = from;
  }

  /// Where the first line that was not delivered yet begins.
  long offset() {
    return lineStart;
  }

  /// The file's size when last read.
  long size() {
    return size;
  }

  /// Nothing beyond this many bytes will be read any more.
  void stopAt(long bytes) {
    limit = Math.max(bytes, next);
  }

  /// Looks at the file. True when there is something to read.
  boolean look() throws IOException {
    if (!measure()) {
      return false;
    }
    if (size < next) {
      restart();
    }
    return next < Math.min(size, limit);
  }

  /// Reads on, at most `budget` bytes of what stood there at the last look. True when more does.
  boolean read(byte[] buffer, long budget, Sink sink) throws IOException {
    long end = Math.min(size, limit);
    if (next >= end) {
      return false;
    }
    long stop = Math.min(end, next + budget);
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      channel.position(next);
      while (next < stop) {
        int wanted = (int) Math.min(buffer.length, stop - next);
        int count = channel.read(ByteBuffer.wrap(buffer, 0, wanted));
        if (count < 0) {
          return false;
        }
        take(buffer, count, sink);
      }
    }
    return next < end;
  }

  /// False when the writer removed the file, or put a pipe or a link in its place that would hang
  /// or mislead us.
  private boolean measure() throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      size = found.size();
      return found.isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /// Delivers what stands after the last line end.
  void flush(Sink sink) {
    if (length > 0 || dropped > 0) {
      emit(sink);
      lineStart = next;
    }
  }

  /// The file was emptied by its writer: what comes now is new.
  private void restart() {
    next = 0;
    lineStart = 0;
    length = 0;
    dropped = 0;
  }

  private void take(byte[] bytes, int count, Sink sink) {
    int from = 0;
    for (int at = 0; at < count; at++) {
      if (bytes[at] == '\n') {
        append(bytes, from, at);
        emit(sink);
        from = at + 1;
        lineStart = next + from;
      }
    }
    append(bytes, from, count);
    next += count;
  }

  private void append(byte[] bytes, int from, int to) {
    int taken = Math.min(to - from, LINE_LIMIT - length);
    if (taken > line.length - length) {
      line = Arrays.copyOf(line, Math.min(LINE_LIMIT, Math.max(2 * line.length, length + taken)));
    }
    System.arraycopy(bytes, from, line, length, taken);
    length += taken;
    dropped += to - from - taken;
  }

  private void emit(Sink sink) {
    boolean cut = dropped > 0;
    int end = cut ? wholeCharacters() : length;
    if (!cut && end > 0 && line[end - 1] == '\r') {
      end--;
    }
    String text = new String(line, 0, end, StandardCharsets.UTF_8);
    long missing = dropped + (length - end);
    length = 0;
    dropped = 0;
    if (line.length > KEPT) {
      line = EMPTY;
    }
    sink.line(cut ? text + " [cut: " + missing + " more bytes]" : text, cut);
  }

  /// The length without a character that the cut left incomplete.
  private int wholeCharacters() {
    int start = length - 1;
    while (start > length - 4 && (line[start] & 0xC0) == 0x80) {
      start--;
    }
    int lead = line[start] & 0xFF;
    int needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return start + needed > length ? start : length;
  }
}
