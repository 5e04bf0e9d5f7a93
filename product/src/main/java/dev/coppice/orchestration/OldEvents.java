package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.store.EventStore;
import dev.coppice.view.PublishedEvents;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Published events that are no longer in memory, read from the log page by page.
///
/// What an event is published as depends on the state before it, so a page needs a fold. The fold
/// begins at the nearest state that an earlier one passed: whoever reads the whole log in pages
/// folds it once, not once a page. States share most of what they hold, so a few are cheap to keep.
final class OldEvents {
  private static final int MOST_MARKS = 64;

  private final EventStore store;
  private final NavigableMap<Long, OrchestratorState> marks = new TreeMap<>();
  private long apart = 256;

  OldEvents(EventStore store) {
    this.store = store;
  }

  /// Thrown through the store when a page is full.
  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super(null, null, false, false);
    }
  }

  /// The first that are wanted of what comes after a place in the log, oldest first.
  ///
  /// @param limit of events; the last one comes with all that share its place; 0 = all
  List<OrchestrationEvent> after(long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    List<OrchestrationEvent> page = new ArrayList<>();
    Map.Entry<Long, OrchestratorState> from = nearest(seq);
    OrchestratorState[] state = {from.getValue()};
    try {
      store.read(
          from.getKey(),
          stored -> {
            Event event = EventCodec.read(stored);
            OrchestratorState before = state[0];
            state[0] = Evolver.evolve(before, event);
            mark(stored.seq(), state[0]);
            if (stored.seq() > seq) {
              PublishedEvents.of(stored.seq(), stored.at(), event, before, state[0]).stream()
                  .filter(wanted)
                  .forEach(page::add);
              if (limit > 0 && page.size() >= limit) {
                throw new Full();
              }
            }
          });
    } catch (Full _) {
      // Enough for now.
    }
    return List.copyOf(page);
  }

  private synchronized Map.Entry<Long, OrchestratorState> nearest(long seq) {
    Map.Entry<Long, OrchestratorState> before = marks.floorEntry(seq);
    return before == null ? Map.entry(0L, OrchestratorState.empty()) : before;
  }

  /// Keeps every so many a state; of a long log, farther apart.
  private synchronized void mark(long seq, OrchestratorState after) {
    if (seq % apart != 0) {
      return;
    }
    marks.put(seq, after);
    if (marks.size() > MOST_MARKS) {
      apart *= 2;
      Iterator<Long> all = marks.keySet().iterator();
      while (all.hasNext()) {
        if (all.next() % apart != 0) {
          all.remove();
        }
      }
    }
  }
}
