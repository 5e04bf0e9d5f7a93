package dev.coppice.orchestration;

import dev.coppice.store.EventStore;
import dev.coppice.store.LogCheck;
import dev.coppice.store.StoreException;
import dev.coppice.store.StoredEvent;
import dev.coppice.store.StoredSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log of a system that was never opened.
final class NoEvents implements EventStore {
  @Override
  public void append(List<StoredEvent> events) {
    throw new StoreException("This log is for reading only.", "Start `coppice run`.");
  }

  @Override
  public void read(long afterSeq, Consumer<StoredEvent> into) {}

  @Override
  public List<StoredEvent> last(int n) {
    return List.of();
  }

  @Override
  public long lastSeq() {
    return 0;
  }

  @Override
  public void saveSnapshot(long seq, String json) {
    append(List.of());
  }

  @Override
  public Optional<StoredSnapshot> latestSnapshot() {
    return Optional.empty();
  }

  @Override
  public LogCheck check() {
    return new LogCheck.Intact(0);
  }

  @Override
  public void close() {}
}
