package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Every open stream of events: so many at most, and all of them end when we stop.
final class EventStreams implements AutoCloseable {
  private static final int MOST = 64;
  private static final String EVENT_STREAM = "text/event-stream";

  private final OrchestrationService service;
  private final Semaphore free = new Semaphore(MOST);
  private final Set<Bell> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EventStreams(OrchestrationService service) {
    this.service = service;
  }

  void addTo(Router router) {
    router.on(
        "GET",
        RestApi.ROOT + "/events/stream",
        (request, _) -> open(request),
        EventFilter.TYPE,
        EventFilter.TYPES,
        EventFilter.AGENT,
        EventFilter.MODULE,
        "after");
  }

  /// Whether the question for events wants them as they come.
  static boolean isWanted(Request request) {
    return request.header("accept").orElse("").strip().startsWith(EVENT_STREAM);
  }

  /// A stream for this listener, who must then be sent it.
  ///
  /// @throws ApiException 400 if it does not say well from where, 503 if there are too many
  Answer open(Request request) {
    EventFilter filter = EventFilter.of(request);
    EventPlace place = place(request);
    if (closed || !free.tryAcquire()) {
      throw new ApiException(
          503,
          closed
              ? "The owner stops."
              : MOST + " streams of events are open already, which is the most there may be.",
          "Try again in a while, or read /events?after=ID&wait=25.");
    }
    var bell = new Bell();
    open.add(bell);
    if (closed) {
      bell.end();
    }
    var stream = new EventStream(service, filter, place, bell, () -> ended(bell));
    return new Answer(200, EVENT_STREAM, "", java.util.Map.of("X-Accel-Buffering", "no"), stream);
  }

  private void ended(Bell bell) {
    if (open.remove(bell)) {
      free.release();
    }
  }

  private static @Nullable EventPlace place(Request request) {
    String header = request.header("last-event-id").orElse("");
    if (!header.isEmpty()) {
      return EventPlace.read("Last-Event-ID", header);
    }
    String after = request.query().getOrDefault("after", "");
    return after.isEmpty() ? null : EventPlace.read("after", after);
  }

  /// Ends every stream; none begins any more.
  @Override
  public void close() {
    closed = true;
    open.forEach(Bell::end);
  }
}
