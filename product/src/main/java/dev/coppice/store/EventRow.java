package dev.coppice.store;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;

/// One row of the event table, both ways.
final class EventRow {
  private EventRow() {}

  static void bind(PreparedStatement insert, StoredEvent event, byte[] chain) throws SQLException {
    insert.setLong(1, event.seq());
    insert.setString(2, event.type());
    insert.setInt(3, event.version());
    insert.setString(4, event.at().toString());
    insert.setString(5, event.json());
    insert.setBytes(6, chain);
  }

  static StoredEvent read(ResultSet row, Path file) throws SQLException {
    long seq = row.getLong(1);
    try {
      return new StoredEvent(
          seq, row.getString(2), row.getInt(3), Instant.parse(row.getString(4)), row.getString(5));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw SqliteTrouble.damaged(file, "event %d does not read".formatted(seq), e);
    }
  }
}
