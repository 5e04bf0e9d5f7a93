package dev.coppice.store;

import dev.coppice.store.LogCheck.Broken;
import dev.coppice.store.LogCheck.Intact;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/// Where a log ends: the last seq, and the hash over every event up to it.
final class LogTail {
  private static final LogTail EMPTY = new LogTail(0, new byte[32]);

  private final long seq;
  private final byte[] chain;

  private LogTail(long seq, byte[] chain) {
    this.seq = seq;
    this.chain = chain;
  }

  static LogTail read(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1");
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? new LogTail(rows.getLong(1), rows.getBytes(2)) : EMPTY;
    }
  }

  /// Goes through the whole log from its first event.
  static LogCheck check(Connection connection, Path file) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT seq, type, version, at, json, chain FROM event ORDER BY seq");
        ResultSet rows = select.executeQuery()) {
      LogTail tail = EMPTY;
      while (rows.next()) {
        if (rows.getLong(1) != tail.seq + 1) {
          return new Broken(tail.seq + 1, "it is missing");
        }
        tail = tail.after(EventRow.read(rows, file));
        if (!Arrays.equals(tail.chain, rows.getBytes(6))) {
          return new Broken(
              tail.seq, "it, or an event before it, was changed after it was written");
        }
      }
      return new Intact(tail.seq);
    }
  }

  long seq() {
    return seq;
  }

  byte[] chain() {
    return chain.clone();
  }

  LogTail after(StoredEvent event) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(chain);
      digest.update(ByteBuffer.allocate(12).putLong(event.seq()).putInt(event.version()).flip());
      for (String text : new String[] {event.type(), event.at().toString(), event.json()}) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return new LogTail(event.seq(), digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
