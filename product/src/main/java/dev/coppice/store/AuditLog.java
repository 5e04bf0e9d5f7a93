package dev.coppice.store;

import dev.coppice.event.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// `{dataDir}/audit.jsonl`: one line for each change that was asked for, whoever asked and however
/// it ended. Append-only; past 16 MiB it becomes `audit.jsonl.1` and a new one begins.
public final class AuditLog {
  private static final String NAME = "audit.jsonl";
  private static final long LONGEST = 16L << 20;
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private volatile Path file;
  private final InstantSource clock;
  private final Supplier<Redaction> redaction;

  /// @param dataDir exists already
  public AuditLog(Path dataDir, InstantSource clock) {
    this(dataDir, clock, () -> Redaction.SHAPES);
  }

  /// @param redaction over what is written down, asked for each line
  public AuditLog(Path dataDir, InstantSource clock, Supplier<Redaction> redaction) {
    this.redaction = redaction;
    this.file = dataDir.resolve(NAME);
    this.clock = clock;
  }

  public Path file() {
    return file;
  }

  /// From now on it lies in this directory, which exists already.
  public synchronized void moveTo(Path dataDir) {
    file = dataDir.resolve(NAME);
  }

  /// Adds a line. A full disk must not keep anybody from stopping an agent, so trouble here is
  /// logged and nothing more.
  ///
  /// @param surface `rest`, `mcp` or `cli`
  /// @param what the route or the tool
  /// @param about ids and the like, never a token
  /// @param result a status such as `200`, or what was refused
  public synchronized void add(
      Caller caller, String surface, String what, String about, String result) {
    Redaction cleaning = redaction.get();
    Map<String, String> line = new LinkedHashMap<>();
    line.put("at", clock.instant().toString());
    line.put("who", caller.name());
    line.put("token", caller.fingerprint());
    line.put("surface", surface);
    line.put("what", cleaning.redact(what));
    line.put("about", cleaning.redact(about));
    line.put("result", cleaning.redact(result));
    try {
      write((JsonMapper.shared().writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.error("Could not write {}: {}", file, e.toString());
    }
  }

  private void write(byte[] line) throws IOException {
    if (Files.exists(file) && Files.size(file) > LONGEST) {
      Files.move(file, file.resolveSibling(NAME + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer left = ByteBuffer.wrap(line);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
  }
}
