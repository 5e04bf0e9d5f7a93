package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.store.EventStore;
import dev.coppice.view.PublishedEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The published events: the newest in memory, older ones by folding the log once more.
final class History {
  private static final int MOST = 5_000;

  private final EventStore store;
  private final ArrayDeque<OrchestrationEvent> newest = new ArrayDeque<>();
  private final OldEvents old;
  private boolean complete = true;

  History(EventStore store) {
    this.store = store;
    this.old = new OldEvents(store);
  }

  synchronized void add(List<OrchestrationEvent> events) {
    for (OrchestrationEvent event : events) {
      newest.addLast(event);
      if (newest.size() > MOST) {
        newest.removeFirst();
        complete = false;
      }
    }
  }

  /// The last `limit` that are wanted, oldest first; 0 = all. Looks no farther back than it must.
  List<OrchestrationEvent> last(int limit, Predicate<OrchestrationEvent> wanted) {
    long end;
    synchronized (this) {
      List<OrchestrationEvent> found = new ArrayList<>();
      Iterator<OrchestrationEvent> backwards = newest.descendingIterator();
      while (backwards.hasNext() && (limit <= 0 || found.size() < limit)) {
        OrchestrationEvent event = backwards.next();
        if (wanted.test(event)) {
          found.add(event);
        }
      }
      if (complete || (limit > 0 && found.size() == limit)) {
        return found.reversed().stream().toList();
      }
      end = newest.getLast().seq();
    }
    // What is stored but not yet published is nobody's business yet.
    List<OrchestrationEvent> all = stored(event -> event.seq() <= end && wanted.test(event));
    return limit <= 0 || all.size() <= limit
        ? all
        : List.copyOf(all.subList(all.size() - limit, all.size()));
  }

  /// The first `limit` after a place that are wanted, 0 = all. What one fact is published as stays
  /// together, so that asking for what comes after the last one misses nothing.
  List<OrchestrationEvent> after(long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    List<OrchestrationEvent> all = since(seq, limit, wanted);
    if (limit <= 0 || all.size() <= limit) {
      return all;
    }
    int end = limit;
    while (end < all.size() && all.get(end).seq() == all.get(end - 1).seq()) {
      end++;
    }
    return List.copyOf(all.subList(0, end));
  }

  /// At least the first `limit`, as far as there are so many.
  private List<OrchestrationEvent> since(
      long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    long end;
    synchronized (this) {
      boolean reaches = complete || (!newest.isEmpty() && newest.getFirst().seq() <= seq);
      if (reaches) {
        List<OrchestrationEvent> found = new ArrayList<>();
        Iterator<OrchestrationEvent> backwards = newest.descendingIterator();
        while (backwards.hasNext()) {
          OrchestrationEvent event = backwards.next();
          if (event.seq() <= seq) {
            break;
          }
          if (wanted.test(event)) {
            found.add(event);
          }
        }
        return found.reversed().stream().toList();
      }
      end = newest.getLast().seq();
    }
    return old.after(
        seq, limit, event -> event.seq() > seq && event.seq() <= end && wanted.test(event));
  }

  private List<OrchestrationEvent> stored(Predicate<OrchestrationEvent> wanted) {
    List<OrchestrationEvent> all = new ArrayList<>();
    fold(store, events -> events.stream().filter(wanted).forEach(all::add), null);
    return List.copyOf(all);
  }

  /// Folds the whole log; hands out what each event publishes, and each event itself.
  static OrchestratorState fold(
      EventStore store,
      @org.jspecify.annotations.Nullable Consumer<List<OrchestrationEvent>> published,
      @org.jspecify.annotations.Nullable Consumer<Event> logged) {
    OrchestratorState[] state = {OrchestratorState.empty()};
    store.read(
        0,
        stored -> {
          Event event = EventCodec.read(stored);
          OrchestratorState before = state[0];
          state[0] = Evolver.evolve(before, event);
          if (published != null) {
            published.accept(
                PublishedEvents.of(stored.seq(), stored.at(), event, before, state[0]));
          }
          if (logged != null) {
            logged.accept(event);
          }
        });
    return state[0];
  }
}
