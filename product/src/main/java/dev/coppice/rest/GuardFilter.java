package dev.coppice.rest;

import dev.coppice.rest.Counters.Reason;
import dev.coppice.store.Caller;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Stands before every servlet: turns strangers away, and tells those behind it who asks.
final class GuardFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> OPEN = Set.of("/health", ReadyResource.PATH);

  private final transient Guard guard;
  private final transient Activity activity;
  private final transient Counters counters;
  private final transient Guesses guesses;

  GuardFilter(Guard guard, Activity activity, Counters counters, Guesses guesses) {
    this.guard = guard;
    this.activity = activity;
    this.counters = counters;
    this.guesses = guesses;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws IOException, ServletException {
    Optional<Refused> refusal = guard.refusal(request, OPEN.contains(request.getRequestURI()));
    if (refusal.isPresent()) {
      refuse(refusal.get(), request, response);
      return;
    }
    Optional<Caller> caller = guard.caller(request);
    if (caller.isEmpty()) {
      next.doFilter(request, response);
      return;
    }
    request.setAttribute(Caller.class.getName(), caller.get());
    activity.begin();
    try {
      next.doFilter(request, response);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AtEnd(activity));
      } else {
        activity.end();
      }
    }
  }

  private void refuse(Refused refused, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isGuess = refused.reason() == Reason.TOKEN && Guard.hasToken(request);
    if (isGuess && !guesses.pause(Visit.of(request))) {
      counters.refuse(Reason.GUESSING);
      ApiServlet.write(
          Answer.error(429, "Too many wrong tokens were sent.", "Send the right one.")
              .with("Retry-After", "1")
              .with("Connection", "close"),
          response);
      return;
    }
    counters.refuse(refused.reason());
    ApiServlet.write(refused.answer(), response);
  }

  /// A stream is over when its last byte is, not when its servlet returns.
  private record AtEnd(Activity activity) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      activity.end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // It completes all the same.
    }

    @Override
    public void onError(AsyncEvent event) {
      // It completes all the same.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  /// Who asks; one without a token may look at what is open to everybody.
  static Caller caller(HttpServletRequest request) {
    return request.getAttribute(Caller.class.getName()) instanceof Caller caller
        ? caller
        : new Caller.Reader("none");
  }
}
