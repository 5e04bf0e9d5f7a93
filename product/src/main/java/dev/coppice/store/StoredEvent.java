package dev.coppice.store;

import java.time.Instant;

/// One event as it lies on disk: its place in the log, what it is, in which version of its shape,
/// and when it was decided.
public record StoredEvent(long seq, String type, int version, Instant at, String json) {
  public StoredEvent {
    if (seq < 1 || type.isBlank() || version < 1) {
      throw new IllegalArgumentException(
          "an event has a seq from 1, a type and a version from 1, not seq %d, type \"%s\", version %d"
              .formatted(seq, type, version));
    }
  }
}
