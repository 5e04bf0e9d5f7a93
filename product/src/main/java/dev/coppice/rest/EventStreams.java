package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Every open stream of events; all of them end when we stop.
final class EventStreams implements AutoCloseable {
  private static final String EVENT_STREAM = "text/event-stream";

  private final OrchestrationService service;
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
  /// @throws ApiException 400 if it does not say well from where, 503 if we stop
  Answer open(Request request) {
    EventFilter filter = EventFilter.of(request);
    EventPlace place = place(request);
    if (closed) {
      throw new ApiException(503, "The owner stops.", "Come back when there is one.");
    }
    var bell = new Bell();
    open.add(bell);
    if (closed) {
      bell.end();
    }
    var stream = new EventStream(service, filter, place, bell, () -> open.remove(bell));
    return new Answer(200, EVENT_STREAM, "", Map.of("X-Accel-Buffering", "no"), stream);
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
