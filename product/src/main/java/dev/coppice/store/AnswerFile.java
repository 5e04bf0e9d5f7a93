package dev.coppice.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `{dataDir}/answers.jsonl`: which requests with an idempotency key were begun, and what was
/// answered. Append-only; only the owner of the data directory writes it.
///
/// That a request begins is on the disk before anything of it happens, so that after a crash nobody
/// takes it for one that never came.
public final class AnswerFile {
  private static final String NAME = "answers.jsonl";
  private static final Logger LOG = LoggerFactory.getLogger(AnswerFile.class);

  /// One line. The last line of an id holds.
  ///
  /// @param id of the caller's key; not the key itself
  /// @param request hash of what was asked
  /// @param what was asked, as people read it
  /// @param status of the answer; absent while there is none, 0 when the request counts as one that
  ///   never came
  public record Line(
      String id,
      String request,
      String what,
      Instant at,
      @Nullable Integer status,
      @Nullable String contentType,
      @Nullable String body) {}

  private final Path file;
  private long size;
  // The last line may be a beginning only: the disk was full.
  private boolean torn;

  /// @param dataDir exists already
  public AnswerFile(Path dataDir) {
    this.file = dataDir.resolve(NAME);
  }

  /// Every line that can be read, oldest first. The last one may be torn by a crash.
  ///
  /// @throws StoreException if the file cannot be read
  public List<Line> read() {
    List<Line> lines = new ArrayList<>();
    if (!Files.exists(file)) {
      return lines;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isEmpty()) {
          read(line, lines);
        }
      }
    } catch (IOException e) {
      throw trouble(file, e);
    }
    return lines;
  }

  private void read(String line, List<Line> into) {
    try {
      into.add(JsonMapper.shared().readValue(line, Line.class));
    } catch (JacksonException e) {
      LOG.warn("{} has a line that cannot be read: {}", file, e.getOriginalMessage());
    }
  }

  /// Bytes, as of the last writing.
  public synchronized long size() {
    return size;
  }

  /// Adds a line.
  ///
  /// @param durably whether it must survive a power cut once this returns
  /// @throws StoreException if it cannot be written
  public synchronized void append(Line line, boolean durably) {
    try (FileChannel channel = openToAppend(file)) {
      if (torn) {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
      torn = true;
      write(channel, List.of(line));
      torn = false;
      if (durably) {
        channel.force(false);
      }
      size = channel.size();
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }

  /// Puts these lines in the place of all there are; a crash leaves the old ones or the new.
  public synchronized void replace(List<Line> lines) {
    Path next = file.resolveSibling(NAME + ".new");
    try {
      Files.deleteIfExists(next);
      try (FileChannel fresh = openToAppend(next)) {
        write(fresh, lines);
        fresh.force(true);
        size = fresh.size();
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }

  private static FileChannel openToAppend(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static void write(FileChannel channel, List<Line> lines) throws IOException {
    for (Line line : lines) {
      String json = JsonMapper.shared().writeValueAsString(line) + "\n";
      ByteBuffer left = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
  }

  private static StoreException trouble(Path file, IOException e) {
    return new StoreException(
        "%s cannot be written or read: %s.".formatted(file, e),
        "Make room on the disk, or set its permissions right.",
        e);
  }
}
