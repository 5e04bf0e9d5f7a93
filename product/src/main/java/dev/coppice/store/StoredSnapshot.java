package dev.coppice.store;

/// The whole state as it was after the event `seq`; replay goes on from `seq + 1`.
public record StoredSnapshot(long seq, String json) {
  public StoredSnapshot {
    if (seq < 0) {
      throw new IllegalArgumentException("a snapshot's seq is 0 or more, not " + seq);
    }
  }
}
