package dev.coppice.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// What SQLite's error codes mean to the person who has to mend it.
final class SqliteTrouble {
  private SqliteTrouble() {}

  static StoreException of(String verb, Path file, SQLException e) {
    // The low byte is the kind; the rest tells flavours of it apart that need no other remedy.
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
    return switch (code) {
      case SQLITE_FULL ->
          trouble(
              verb,
              file,
              "the disk is full",
              "Free some space on that disk; nothing was half written.",
              e);
      case SQLITE_READONLY, SQLITE_PERM -> readOnly(verb, file, e);
      case SQLITE_CANTOPEN ->
          trouble(
              verb,
              file,
              "it cannot be opened",
              "Check that the directory exists and that you may read and write it.",
              e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> damaged(file, "SQLite cannot read it", e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          trouble(
              verb,
              file,
              "another process holds it",
              "Stop the other process, or try again in a moment.",
              e);
      case SQLITE_IOERR ->
          trouble(
              verb,
              file,
              "the disk answered with an input/output error",
              "Look for the disk in the system log, and check its free space.",
              e);
      default ->
          trouble(
              verb,
              file,
              String.valueOf(e.getMessage()),
              "Check the file, its directory and the disk.",
              e);
    };
  }

  static StoreException readOnly(String verb, Path file, @Nullable SQLException e) {
    return trouble(
        verb,
        file,
        "it cannot be written",
        "Give yourself the right to write the file and its directory, or point --data elsewhere.",
        e);
  }

  static StoreException damaged(Path file, String how, @Nullable Throwable cause) {
    return new StoreException(
        "The log %s is damaged: %s.".formatted(file, how),
        "Nothing was changed: restore the file from a backup, or move it and its -wal and -shm"
            + " files away to start with an empty log.",
        cause);
  }

  private static StoreException trouble(
      String verb, Path file, String why, String remedy, @Nullable SQLException e) {
    return new StoreException("Could not %s %s: %s.".formatted(verb, file, why), remedy, e);
  }
}
