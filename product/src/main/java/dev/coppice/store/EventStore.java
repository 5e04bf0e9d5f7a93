package dev.coppice.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log of one system: gap-free, append only, the one truth that state is folded from.
///
/// Every function may be called from any thread and throws [StoreException] when the disk refuses.
public interface EventStore extends AutoCloseable {
  /// Adds the events in one transaction; when this returns they survive a power cut. The first must
  /// have the seq `lastSeq() + 1` and the rest must follow without a gap, or nothing is written.
  void append(List<StoredEvent> events);

  /// Hands every event with a seq above `afterSeq` to `into`, oldest first, one at a time.
  void read(long afterSeq, Consumer<StoredEvent> into);

  /// The newest `n` events, oldest first.
  List<StoredEvent> last(int n);

  /// The seq of the newest event, 0 for an empty log.
  long lastSeq();

  /// Keeps the state after event `seq`, durably; the two newest snapshots are kept.
  void saveSnapshot(long seq, String json);

  /// The newest snapshot, if there is one.
  Optional<StoredSnapshot> latestSnapshot();

  /// Goes through the whole log and says whether it is as it was written.
  LogCheck check();

  @Override
  void close();
}
