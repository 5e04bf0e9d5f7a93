package dev.coppice.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log of one system in one SQLite file, `{dataDir}/orchestrators/{systemId}.db`.
///
/// One connection writes and another reads, so a long read never holds up a turn; other processes
/// may read while the owner writes. Each event carries the hash of all before it.
public final class SqliteEventStore implements EventStore {
  private static final int SNAPSHOTS_KEPT = 2;

  private final Path file;
  private final @Nullable Connection writer;
  private final Connection reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock reading = new ReentrantLock();

  private SqliteEventStore(Path file, @Nullable Connection writer, Connection reader) {
    this.file = file;
    this.writer = writer;
    this.reader = reader;
  }

  /// Opens the log of the system for writing, and makes it when there is none. Only the owner may.
  public static SqliteEventStore open(Path dataDir, String systemId) {
    Path file = fileOf(dataDir, systemId);
    Disk.createPrivateDirectory(dataDir.resolve("orchestrators"));
    SqliteLibrary.unpackInto(dataDir);
    @Nullable Connection writer = null;
    try {
      writer = SqliteFile.openForWriting(file, systemId);
      return new SqliteEventStore(file, writer, SqliteFile.openForReading(file));
    } catch (SQLException e) {
      SqliteFile.closeQuietly(writer);
      throw SqliteTrouble.of("open", file, e);
    } catch (StoreException e) {
      SqliteFile.closeQuietly(writer);
      throw e;
    }
  }

  /// Opens the log of the system for reading, beside an owner or without one; refused when there is
  /// none.
  public static SqliteEventStore openReadOnly(Path dataDir, String systemId) {
    Path file = fileOf(dataDir, systemId);
    if (!exists(dataDir, systemId)) {
      throw new StoreException(
          "There is no log of the system \"%s\" in %s.".formatted(systemId, dataDir),
          "Start it once with `coppice run` or `coppice serve`, or name another --data.");
    }
    SqliteLibrary.unpackInto(dataDir);
    try {
      Connection reader = SqliteFile.openForReading(file);
      try {
        SqliteFile.checkBelongsTo(reader, file, systemId);
        return new SqliteEventStore(file, null, reader);
      } catch (SQLException | StoreException e) {
        SqliteFile.closeQuietly(reader);
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteTrouble.of("open", file, e);
    }
  }

  /// Whether the system has a log in `dataDir`.
  public static boolean exists(Path dataDir, String systemId) {
    return Files.exists(fileOf(dataDir, systemId));
  }

  /// The database file of the system, whether it exists or not.
  public static Path fileOf(Path dataDir, String systemId) {
    return dataDir.resolve("orchestrators").resolve(SystemFileName.encode(systemId) + ".db");
  }

  @Override
  public void append(List<StoredEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    write(
        "append to",
        connection -> {
          LogTail tail = LogTail.read(connection);
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO event(seq, type, version, at, json, chain) VALUES (?,?,?,?,?,?)")) {
            for (StoredEvent event : events) {
              requireNext(tail, event);
              tail = tail.after(event);
              EventRow.bind(insert, event, tail.chain());
              insert.executeUpdate();
            }
          }
        });
  }

  @Override
  public void read(long afterSeq, Consumer<StoredEvent> into) {
    query(
        "SELECT seq, type, version, at, json FROM event WHERE seq > ? ORDER BY seq",
        afterSeq,
        rows -> {
          long expected = afterSeq + 1;
          while (rows.next()) {
            StoredEvent event = EventRow.read(rows, file);
            if (event.seq() != expected) {
              throw SqliteTrouble.damaged(file, "event %d is missing".formatted(expected), null);
            }
            expected++;
            into.accept(event);
          }
          return expected;
        });
  }

  @Override
  public List<StoredEvent> last(int n) {
    return query(
        "SELECT seq, type, version, at, json FROM event ORDER BY seq DESC LIMIT ?",
        n,
        rows -> {
          Deque<StoredEvent> events = new ArrayDeque<>();
          while (rows.next()) {
            events.addFirst(EventRow.read(rows, file));
          }
          return List.copyOf(events);
        });
  }

  @Override
  public long lastSeq() {
    return query(
        "SELECT coalesce(max(seq), 0) FROM event WHERE seq > ?",
        0,
        rows -> rows.next() ? rows.getLong(1) : 0L);
  }

  @Override
  public void saveSnapshot(long seq, String json) {
    write(
        "write a snapshot to",
        connection -> {
          long last = LogTail.read(connection).seq();
          if (seq > last) {
            throw new IllegalArgumentException(
                "a snapshot of event %d, but the last event is %d".formatted(seq, last));
          }
          try (PreparedStatement insert =
                  connection.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (?,?)");
              PreparedStatement prune =
                  connection.prepareStatement(
                      "DELETE FROM snapshot WHERE seq NOT IN"
                          + " (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT ?)")) {
            insert.setLong(1, seq);
            insert.setString(2, json);
            insert.executeUpdate();
            prune.setInt(1, SNAPSHOTS_KEPT);
            prune.executeUpdate();
          }
        });
  }

  @Override
  public Optional<StoredSnapshot> latestSnapshot() {
    return query(
        "SELECT seq, json FROM snapshot WHERE seq >= ? ORDER BY seq DESC LIMIT 1",
        0,
        rows ->
            rows.next()
                ? Optional.of(new StoredSnapshot(rows.getLong(1), rows.getString(2)))
                : Optional.empty());
  }

  @Override
  public LogCheck check() {
    reading.lock();
    try {
      return LogTail.check(reader, file);
    } catch (SQLException e) {
      throw SqliteTrouble.of("check", file, e);
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void close() {
    List<Connection> open = new ArrayList<>(List.of(reader));
    // The writer last: the last connection to close folds the write-ahead log into the file.
    if (writer != null) {
      open.add(writer);
    }
    writing.lock();
    reading.lock();
    try {
      for (Connection connection : open) {
        connection.close();
      }
    } catch (SQLException e) {
      throw SqliteTrouble.of("close", file, e);
    } finally {
      reading.unlock();
      writing.unlock();
    }
  }

  private void requireNext(LogTail tail, StoredEvent event) {
    if (event.seq() != tail.seq() + 1) {
      throw new StoreException(
          "Event %d cannot follow event %d in %s.".formatted(event.seq(), tail.seq(), file),
          "Another process may be writing there: stop it, and start Coppice again.");
    }
  }

  private void write(String verb, Change change) {
    Connection connection = writer;
    if (connection == null) {
      throw new StoreException(
          "Could not %s %s: it was opened for reading only.".formatted(verb, file),
          "Become the owner of the system first.");
    }
    writing.lock();
    try {
      SqliteFile.begin(connection);
      change.apply(connection);
      SqliteFile.commit(connection);
    } catch (SQLException e) {
      SqliteFile.rollbackQuietly(connection);
      throw SqliteTrouble.of(verb, file, e);
    } catch (RuntimeException e) {
      SqliteFile.rollbackQuietly(connection);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  private <T> T query(String sql, long parameter, Answer<T> answer) {
    reading.lock();
    try (PreparedStatement select = reader.prepareStatement(sql)) {
      select.setLong(1, parameter);
      try (ResultSet rows = select.executeQuery()) {
        return answer.from(rows);
      }
    } catch (SQLException e) {
      throw SqliteTrouble.of("read", file, e);
    } finally {
      reading.unlock();
    }
  }

  private interface Change {
    void apply(Connection connection) throws SQLException;
  }

  private interface Answer<T> {
    T from(ResultSet rows) throws SQLException;
  }
}
