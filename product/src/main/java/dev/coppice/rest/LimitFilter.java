package dev.coppice.rest;

import dev.coppice.rest.BodyReader.Outcome;
import dev.coppice.rest.Counters.Reason;
import dev.coppice.store.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// Stands behind the guard and before every servlet: gives each caller its share and no more, and
/// hands on bodies that are whole.
final class LimitFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  // The servlet that has routes of its own.
  private static final String API = "/*";
  private static final Set<String> LOOKING = Set.of("GET", "HEAD");
  private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final double CHANGES_PER_SECOND = 50;
  // A call that only looks is a POST there too, and nobody reads bodies here.
  private static final double CALLS_PER_SECOND = 200;

  private final transient Counters counters;
  private final transient Seats seats;
  private final transient Rate changes;
  private final transient Rate calls;
  private final transient BodyReader bodies;

  LimitFilter(Limits limits, Counters counters, LongSupplier nanoTime) {
    this.counters = counters;
    this.seats = new Seats(limits.answers(), counters);
    this.changes = new Rate(CHANGES_PER_SECOND, nanoTime);
    this.calls = new Rate(CALLS_PER_SECOND, nanoTime);
    this.bodies = new BodyReader(limits.bodyBytes());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws IOException, ServletException {
    Visit visit = Visit.of(request);
    String pattern = request.getHttpServletMapping().getPattern();
    if (!pattern.equals(API)) {
      visit.route(pattern);
    }
    if (!(request.getAttribute(Caller.class.getName()) instanceof Caller caller)) {
      next.doFilter(request, response);
      return;
    }
    visit.trust();
    Optional<Refused> refused =
        method(request, pattern)
            .or(() -> room(request, visit, caller))
            .or(() -> rate(request, pattern, caller));
    if (refused.isPresent()) {
      refuse(refused.get(), response);
      return;
    }
    if (!BodyReader.hasBody(request)) {
      next.doFilter(request, response);
      return;
    }
    switch (bodies.read(request, visit)) {
      case Outcome.Whole(var text) -> next.doFilter(new GivenBody(request, text), response);
      case Outcome.Refused(var answer, var reason) -> {
        refuse(new Refused(answer.with("Connection", "close"), reason), response);
        response.flushBuffer();
        bodies.discard(request);
      }
    }
  }

  private void refuse(Refused refused, HttpServletResponse response) throws IOException {
    counters.refuse(refused.reason());
    ApiServlet.write(refused.answer(), response);
  }

  /// The API knows better which methods each of its routes has.
  private static Optional<Refused> method(HttpServletRequest request, String pattern) {
    return pattern.equals(API) || KNOWN.contains(request.getMethod())
        ? Optional.empty()
        : refused(
            Reason.METHOD,
            Answer.error(
                    405,
                    pattern + " does not take " + request.getMethod() + ".",
                    "Use GET, POST or DELETE.")
                .with("Allow", "GET, POST, DELETE"));
  }

  private Optional<Refused> room(HttpServletRequest request, Visit visit, Caller caller) {
    if (wantsStream(request)) {
      return visit.stream() ? Optional.empty() : refused(Reason.STREAMS, tooManyStreams());
    }
    if (!seats.take(caller)) {
      return refused(
          Reason.BUSY,
          Answer.error(
                  503,
                  "Too many requests are being answered.",
                  "Wait for your own to end, then ask again.")
              .with("Retry-After", "1"));
    }
    visit.atEnd(() -> seats.leave(caller));
    return Optional.empty();
  }

  static Answer tooManyStreams() {
    return Answer.error(
            503, "Too many streams are open.", "Close one, or ask for the events page by page.")
        .with("Retry-After", "5");
  }

  private static boolean wantsStream(HttpServletRequest request) {
    String accepted = request.getHeader("Accept");
    return request.getMethod().equals("GET")
        && accepted != null
        && accepted.contains("text/event-stream");
  }

  private Optional<Refused> rate(HttpServletRequest request, String pattern, Caller caller) {
    if (LOOKING.contains(request.getMethod())) {
      return Optional.empty();
    }
    Rate rate = pattern.equals(API) ? changes : calls;
    return rate.refusal(caller)
        .flatMap(wait -> {
          long seconds = Math.max(1, wait.plus(Duration.ofMillis(999)).toSeconds());
          return refused(
              Reason.RATE,
              Answer.error(
                      429,
                      "Changes come too fast.",
                      "Ask again in " + (seconds == 1 ? "a second." : seconds + " seconds."))
                  .with("Retry-After", Long.toString(seconds)));
        });
  }

  private static Optional<Refused> refused(Reason reason, Answer answer) {
    return Optional.of(new Refused(answer, reason));
  }
}
