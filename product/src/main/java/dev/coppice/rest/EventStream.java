package dev.coppice.rest;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.ServiceJson;
import dev.coppice.schedule.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One listener's events, as server-sent events.
///
/// What is sent is always read from the log behind the place where the listener is; being told of a
/// turn only wakes us. So nothing is kept for a listener who is slow, the publisher never waits for
/// one, and what was published between two looks is found by the next.
final class EventStream implements Answer.Stream {
  private static final int PAGE = 256;
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final String OPENING = "retry: 1000\n\n";
  private static final String REPLACED =
      "The id you came with belongs to another log. Forget what you have: all events follow.";

  private final OrchestrationService service;
  private final EventFilter filter;
  private final Bell bell;
  private final Runnable afterwards;
  private final AtomicLong firstHeard = new AtomicLong(-1);
  private @Nullable EventPlace place;
  private volatile boolean placeIsChecked;
  private boolean placeIsTold = true;
  private long lastSent;

  /// @param place where the listener is; absent = only what happens from now on
  /// @param bell ended when nobody needs this stream any more
  /// @param afterwards run when it is closed
  EventStream(
      OrchestrationService service,
      EventFilter filter,
      @Nullable EventPlace place,
      Bell bell,
      Runnable afterwards) {
    this.service = service;
    this.filter = filter;
    this.place = place;
    this.bell = bell;
    this.afterwards = afterwards;
  }

  @Override
  public void sendTo(Answer.Outlet outlet) throws IOException {
    outlet.onGone(bell::end);
    try (AutoCloseable _ = service.subscribe(this::heard)) {
      send(OPENING, outlet);
      while (!bell.isOver()) {
        if (!sendNews(outlet)) {
          Duration quiet = Duration.ofNanos(System.nanoTime() - lastSent);
          if (quiet.compareTo(BEAT) >= 0) {
            send(beat(), outlet);
          }
          bell.await(BEAT.minus(quiet).isNegative() ? BEAT : BEAT.minus(quiet));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the events cannot be listened to", e);
    }
  }

  @Override
  public void close() {
    afterwards.run();
  }

  private void heard(Snapshot snapshot, List<OrchestrationEvent> events) {
    long first = events.isEmpty() ? snapshot.seq() + 1 : events.getFirst().seq();
    firstHeard.compareAndSet(-1, first);
    if (!events.isEmpty() || !placeIsChecked) {
      bell.ring();
    }
  }

  private void send(String text, Answer.Outlet outlet) throws IOException {
    outlet.send(text);
    lastSent = System.nanoTime();
  }

  /// Sends the next events.
  ///
  /// @return whether there may be more
  private boolean sendNews(Answer.Outlet outlet) throws IOException {
    String first = findPlace();
    EventPlace from = place;
    if (from == null) {
      return false;
    }
    List<OrchestrationEvent> page = service.eventsAfter(from.readFrom(), PAGE);
    var text = new StringBuilder(first);
    EventPlace to = append(page, from, text);
    place = to;
    if (!text.isEmpty()) {
      send(text.toString(), outlet);
    }
    return !to.equals(from);
  }

  private EventPlace append(List<OrchestrationEvent> page, EventPlace from, StringBuilder text) {
    EventPlace to = from;
    long seq = -1;
    int index = 0;
    for (OrchestrationEvent event : page) {
      index = event.seq() == seq ? index + 1 : 1;
      seq = event.seq();
      if (!from.covers(seq, index)) {
        to = EventPlace.of(event, index);
        placeIsTold = filter.wants(event);
        if (placeIsTold) {
          message(to, event.type(), event, text);
        }
      }
    }
    return to;
  }

  /// Settles where the listener is, once there is a log to be in.
  ///
  /// @return what the listener must be told first: where it is, that it was in another log, nothing
  private String findPlace() {
    Snapshot snapshot = service.snapshot();
    if (placeIsChecked || !snapshot.state().isOpen()) {
      return "";
    }
    placeIsChecked = true;
    String orchestrator = snapshot.state().openSystem().id();
    EventPlace given = place;
    if (given == null) {
      long heard = firstHeard.get();
      EventPlace now = EventPlace.behind(heard < 0 ? snapshot.seq() : heard - 1, orchestrator);
      place = now;
      return "id: " + now + "\n\n";
    }
    if (given.isIn(orchestrator, snapshot.seq())) {
      return "";
    }
    place = EventPlace.BEGINNING;
    var text = new StringBuilder();
    message(EventPlace.BEGINNING, "reset", new Reset(REPLACED), text);
    return text.toString();
  }

  /// What a listener is told whose id means nothing here.
  private record Reset(String reason) {}

  private static void message(EventPlace place, String type, Object data, StringBuilder text) {
    text.append("id: ")
        .append(place)
        .append("\nevent: ")
        .append(type)
        .append("\ndata: ")
        .append(ServiceJson.mapper().writeValueAsString(data))
        .append("\n\n");
  }

  /// A sign of life. It also tells the listener where it is, when it has wanted none of the last
  /// events: so that it does not come back far behind them.
  private String beat() {
    EventPlace now = place;
    if (placeIsTold || now == null) {
      return ": \n\n";
    }
    placeIsTold = true;
    return ": \nid: " + now + "\n\n";
  }
}
