package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Decider;
import dev.coppice.schedule.Envelope;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.work.Autonomy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final MemoryStore store = new MemoryStore(() -> {});
  private OrchestratorState state = OrchestratorState.empty();

  private void log(List<Event> events) {
    events.forEach(
        event -> store.append(List.of(EventCodec.store(store.lastSeq() + 1, NOW, event))));
    state = events.stream().reduce(state, Evolver::evolve, (_, last) -> last);
  }

  /// A log that is far longer than what is kept in memory.
  private History longLog() {
    var open =
        new Message.Open(
            "ledger",
            "/repository",
            "main",
            "/repository/.worktrees",
            SimulatedOrchestration.settings(Autonomy.FULL, false),
            SimulatedOrchestration.smallRoadmap(),
            false);
    log(Decider.decide(state, new Envelope(open, NOW, 1)).events());
    List<Event> more = new ArrayList<>();
    for (int i = 0; i < 8_000; i++) {
      more.add(i % 2 == 0 ? new Event.Paused("turn " + i) : new Event.Resumed());
    }
    log(more);
    var history = new History(store);
    History.fold(store, history::add, null);
    return history;
  }

  @Test
  void readingPageByPageFindsWhatReadingAtOnceFinds() {
    History history = longLog();
    List<OrchestrationEvent> all = history.after(-1, 0, _ -> true);
    assertThat(all).hasSizeGreaterThan(8_000);

    List<OrchestrationEvent> paged = new ArrayList<>();
    for (List<OrchestrationEvent> page = history.after(0, 100, _ -> true); !page.isEmpty(); ) {
      paged.addAll(page);
      page = history.after(page.getLast().seq(), 100, _ -> true);
    }

    assertThat(paged).isEqualTo(all);
    assertThat(history.last(0, _ -> true)).isEqualTo(all);
  }

  @Test
  void aFilterLooksAsFarBackAsItMust() {
    History history = longLog();
    List<OrchestrationEvent> newest =
        history.last(10, event -> event.type().equals("orchestrator:paused"));
    long before = store.handedOut();
    List<OrchestrationEvent> near =
        history.last(10, event -> event.type().equals("orchestrator:paused"));
    assertThat(store.handedOut()).as("what is in memory is enough").isEqualTo(before);
    List<OrchestrationEvent> oldest =
        history.last(10, event -> event.type().equals("orchestrator:created"));

    assertThat(near).isEqualTo(newest).hasSize(10);
    assertThat(near).extracting(OrchestrationEvent::seq).isSorted();
    assertThat(oldest).hasSize(1);
  }

  @Test
  void aPageOfAnOldPlaceReadsFromNearByAndNotFromTheBeginning() {
    History history = longLog();
    int pages = 0;
    long before = store.handedOut();
    for (List<OrchestrationEvent> page = history.after(0, 100, _ -> true); !page.isEmpty(); ) {
      pages++;
      page = history.after(page.getLast().seq(), 100, _ -> true);
    }

    assertThat(pages).isGreaterThan(75);
    assertThat(store.handedOut() - before)
        .as("events read, of %d in the log", store.lastSeq())
        .isLessThan(4 * store.lastSeq());
  }

  @Test
  void whatIsStoredButNotYetPublishedIsNotTold() {
    History history = longLog();
    OrchestrationEvent last = history.last(1, _ -> true).getFirst();

    log(List.of(new Event.Paused("not published yet")));

    assertThat(history.after(0, 0, _ -> true).getLast()).isEqualTo(last);
    assertThat(history.last(0, _ -> true).getLast()).isEqualTo(last);
  }
}
