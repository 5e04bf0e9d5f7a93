package dev.coppice.rest;

import dev.coppice.store.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Stands before every servlet: turns strangers away, and tells those behind it who asks.
final class GuardFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String OPEN = "/health";

  private final transient Guard guard;

  GuardFilter(Guard guard) {
    this.guard = guard;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws IOException, ServletException {
    Optional<Answer> refusal = guard.refusal(request, request.getRequestURI().equals(OPEN));
    if (refusal.isPresent()) {
      ApiServlet.write(refusal.get(), response);
      return;
    }
    guard.caller(request).ifPresent(caller -> request.setAttribute(Caller.class.getName(), caller));
    next.doFilter(request, response);
  }

  /// Who asks; one without a token may look at what is open to everybody.
  static Caller caller(HttpServletRequest request) {
    return request.getAttribute(Caller.class.getName()) instanceof Caller caller
        ? caller
        : new Caller.Reader("none");
  }
}
