package dev.coppice.rest;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.OrchestrationService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Published events: the last ones, or those after a place in the log, waiting for one if wished.
record EventsResource(OrchestrationService service) {
  private static final int USUAL_COUNT = 50;
  private static final int MOST_AT_ONCE = 10_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  void addTo(Router router) {
    router.on("GET", RestApi.ROOT + "/events", (request, _) -> events(request));
  }

  private Answer events(Request request) {
    int limit = request.number("limit", USUAL_COUNT, MOST_AT_ONCE);
    List<OrchestrationEvent> events =
        request.query().containsKey("after")
            ? whole(after(request.number("after", 0L, Long.MAX_VALUE), limit, wait(request)), limit)
            : service.getEventLog(limit);
    long next =
        events.isEmpty() ? request.number("after", 0L, Long.MAX_VALUE) : events.getLast().seq();
    return Answer.json("count", events.size(), "events", events, "next", next);
  }

  private static Duration wait(Request request) {
    return Duration.ofSeconds(request.number("wait", 0, (int) LONGEST_WAIT.toSeconds()));
  }

  /// Listens before it looks, so that nothing falls between the two.
  private List<OrchestrationEvent> after(long seq, int limit, Duration wait) {
    if (wait.isZero()) {
      return service.eventsAfter(seq, limit);
    }
    var news = new CountDownLatch(1);
    try (AutoCloseable _ =
        service.subscribe((_, events) -> {
          if (!events.isEmpty()) {
            news.countDown();
          }
        })) {
      List<OrchestrationEvent> there = service.eventsAfter(seq, limit);
      if (!there.isEmpty()) {
        return there;
      }
      if (!news.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return List.of();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (Exception e) {
      throw new IllegalStateException("the events cannot be listened to", e);
    }
    return service.eventsAfter(seq, limit);
  }

  /// One logged fact may be published as several events; they have one place and stay together, so
  /// that asking for what is after it misses none.
  private static List<OrchestrationEvent> whole(List<OrchestrationEvent> events, int limit) {
    if (limit == 0 || events.size() < limit) {
      return events;
    }
    long last = events.getLast().seq();
    List<OrchestrationEvent> before = events.stream().filter(event -> event.seq() < last).toList();
    return before.isEmpty() ? events : before;
  }
}
