package dev.coppice.orchestration;

import dev.coppice.store.EventStore;
import dev.coppice.store.LogCheck;
import dev.coppice.store.StoreException;
import dev.coppice.store.StoredEvent;
import dev.coppice.store.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// A log in memory, as strict as the one on disk, that can refuse to write.
final class MemoryStore implements EventStore {
  private final List<StoredEvent> events = new ArrayList<>();
  private final Runnable committed;
  private final AtomicLong handedOut = new AtomicLong();
  private int refusals;

  /// @param committed hears of each transaction that holds something
  MemoryStore(Runnable committed) {
    this.committed = committed;
  }

  synchronized void refuse(int times) {
    refusals = times;
  }

  synchronized int refusalsLeft() {
    return refusals;
  }

  @Override
  public synchronized void append(List<StoredEvent> more) {
    if (refusals > 0 && !more.isEmpty()) {
      refusals--;
      throw new StoreException("The disk is full.", "Free some space.");
    }
    long next = lastSeq();
    for (StoredEvent event : more) {
      if (event.seq() != ++next) {
        throw new IllegalStateException("seq %d instead of %d".formatted(event.seq(), next));
      }
    }
    events.addAll(more);
    if (!more.isEmpty()) {
      committed.run();
    }
  }

  synchronized List<StoredEvent> all() {
    return List.copyOf(events);
  }

  @Override
  public void read(long afterSeq, Consumer<StoredEvent> into) {
    for (StoredEvent event : all().subList((int) Math.min(afterSeq, lastSeq()), all().size())) {
      handedOut.incrementAndGet();
      into.accept(event);
    }
  }

  /// How many events were handed to readers.
  long handedOut() {
    return handedOut.get();
  }

  @Override
  public List<StoredEvent> last(int n) {
    List<StoredEvent> all = all();
    return all.subList(Math.max(0, all.size() - n), all.size());
  }

  @Override
  public synchronized long lastSeq() {
    return events.size();
  }

  @Override
  public void saveSnapshot(long seq, String json) {
    throw new UnsupportedOperationException("no test keeps snapshots here");
  }

  @Override
  public Optional<StoredSnapshot> latestSnapshot() {
    return Optional.empty();
  }

  @Override
  public LogCheck check() {
    throw new UnsupportedOperationException("no test checks this log");
  }

  @Override
  public void close() {
    // Nothing to give back.
  }
}
