package dev.coppice.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/// How the database file is opened, and what is in it when it is new.
final class SqliteFile {
  private static final int SCHEMA = 1;
  private static final int BUSY_MILLIS = 10_000;
  private static final int WRITE_AHEAD_LIMIT_BYTES = 16 << 20;

  private SqliteFile() {}

  static Connection openForWriting(Path file, String systemId) throws SQLException {
    if (!Files.isWritable(file.resolveSibling("."))) {
      // SQLite would only say that it cannot open the file.
      throw SqliteTrouble.readOnly("open", file, null);
    }
    makePrivate(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setJournalSizeLimit(WRITE_AHEAD_LIMIT_BYTES);
    Connection connection = config.createConnection(url(file, ""));
    try {
      begin(connection);
      if (schemaOf(connection) == 0) {
        create(connection, systemId);
      }
      checkBelongsTo(connection, file, systemId);
      commit(connection);
      return connection;
    } catch (SQLException | StoreException e) {
      rollbackQuietly(connection);
      closeQuietly(connection);
      throw e;
    }
  }

  /// Makes a new database (0600) empty, since SQLite would let others read it; the files that it
  /// puts beside it get the same rights.
  private static void makePrivate(Path file) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // As its owner wants it.
    } catch (IOException _) {
      // SQLite says better what is wrong.
    }
  }

  static Connection openForReading(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return config.createConnection(url(file, isImmutable(file) ? "?immutable=1" : ""));
  }

  /// Refuses a file of a later Coppice, and one of another system: on a disk that ignores case, `A`
  /// and `a` are one file.
  static void checkBelongsTo(Connection connection, Path file, String systemId)
      throws SQLException {
    int schema = schemaOf(connection);
    if (schema != SCHEMA) {
      throw new StoreException(
          "%s has schema %d, and this Coppice reads schema %d.".formatted(file, schema, SCHEMA),
          "Use the Coppice that wrote it, or a newer one.");
    }
    try (PreparedStatement select =
            connection.prepareStatement("SELECT value FROM meta WHERE key = 'system'");
        ResultSet rows = select.executeQuery()) {
      String found = rows.next() ? rows.getString(1) : "";
      if (!found.equals(systemId)) {
        throw new StoreException(
            "%s holds the system \"%s\", not \"%s\".".formatted(file, found, systemId),
            "Give the system another name, or name another --data.");
      }
    }
  }

  /// Takes the write lock. Not by `setAutoCommit(false)`: the driver would begin the next
  /// transaction at every commit and so hold the lock for good.
  static void begin(Connection connection) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
  }

  static void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
  }

  static void closeQuietly(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException _) {
      // The failure that made us give up says more.
    }
  }

  static void rollbackQuietly(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException _) {
      // On a full disk SQLite has rolled back by itself; then there is nothing left to undo.
    }
  }

  private static void create(Connection connection, String systemId) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL)");
      statement.execute(
          "CREATE TABLE event(seq INTEGER PRIMARY KEY, type TEXT NOT NULL, version INTEGER NOT"
              + " NULL, at TEXT NOT NULL, json TEXT NOT NULL, chain BLOB NOT NULL)");
      statement.execute("CREATE TABLE snapshot(seq INTEGER PRIMARY KEY, json TEXT NOT NULL)");
      statement.execute("PRAGMA user_version = " + SCHEMA);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta VALUES ('system', ?)")) {
      insert.setString(1, systemId);
      insert.executeUpdate();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int schemaOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /// On a read-only disk SQLite cannot make the files it shares with a writer; without a
  /// write-ahead log there is no writer, and the file can be read as it is.
  private static boolean isImmutable(Path file) {
    return !Files.isWritable(file.resolveSibling("."))
        && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
  }

  /// The `file:` form, since a bare path with a question mark in it would lose its end.
  private static String url(Path file, String parameters) {
    return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + parameters;
  }
}
