package dev.coppice.rest;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.OrchestrationService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Published events: the last ones, or those after a place in the log, waiting for one if wished.
record EventsResource(OrchestrationService service, EventStreams streams) {
  private static final int USUAL_COUNT = 50;
  private static final int MOST_AT_ONCE = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  void addTo(Router router) {
    router.on(
        "GET",
        RestApi.ROOT + "/events",
        (request, _) -> EventStreams.isWanted(request) ? streams.open(request) : events(request),
        EventFilter.TYPE,
        EventFilter.TYPES,
        EventFilter.AGENT,
        EventFilter.MODULE,
        "after",
        "before",
        "wait",
        Page.LIMIT);
  }

  private Answer events(Request request) {
    int asked = request.number(Page.LIMIT, USUAL_COUNT, MOST_AT_ONCE);
    int limit = asked == 0 ? MOST_AT_ONCE : asked;
    Predicate<OrchestrationEvent> wanted = wanted(request);
    boolean goesOn = request.asked("after").isPresent();
    long after = request.number("after", 0L, Long.MAX_VALUE);
    List<OrchestrationEvent> events =
        goesOn ? after(after, limit, wanted, wait(request)) : service.getEventLog(limit, wanted);
    long next = events.isEmpty() ? after : events.getLast().seq();
    return Answer.json("count", events.size(), "events", events, "next", next);
  }

  private static Predicate<OrchestrationEvent> wanted(Request request) {
    EventFilter filter = EventFilter.of(request);
    long before = request.number("before", Long.MAX_VALUE, Long.MAX_VALUE);
    return event -> event.seq() < before && filter.wants(event);
  }

  private static Duration wait(Request request) {
    return Duration.ofSeconds(request.number("wait", 0, (int) LONGEST_WAIT.toSeconds()));
  }

  /// Listens before it looks, so that nothing falls between the two.
  private List<OrchestrationEvent> after(
      long seq, int limit, Predicate<OrchestrationEvent> wanted, Duration wait) {
    if (wait.isZero() || !service.snapshot().state().isOpen()) {
      return service.eventsAfter(seq, limit, wanted);
    }
    var news = new CountDownLatch(1);
    try (AutoCloseable _ =
        service.subscribe((_, events) -> {
          if (events.stream().anyMatch(wanted)) {
            news.countDown();
          }
        })) {
      List<OrchestrationEvent> there = service.eventsAfter(seq, limit, wanted);
      if (!there.isEmpty() || !news.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return there;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (Exception e) {
      throw new IllegalStateException("the events cannot be listened to", e);
    }
    return service.eventsAfter(seq, limit, wanted);
  }
}
