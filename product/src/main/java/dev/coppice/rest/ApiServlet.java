package dev.coppice.rest;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// HTTP on the one side, requests and answers on the other.
final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BODY_BYTES = 1024 * 1024;
  private static final String HEALTH = "/health";

  private final transient RestApi api;
  private final transient Guard guard;

  ApiServlet(RestApi api, Guard guard) {
    this.api = api;
    this.guard = guard;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean health = request.getRequestURI().equals(HEALTH);
    Optional<Answer> refusal = guard.refusal(request, health);
    write(refusal.isPresent() ? refusal.get() : answer(request), response);
  }

  private Answer answer(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BODY_BYTES) {
      return tooLong();
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BODY_BYTES + 1);
    if (body.length > MOST_BODY_BYTES) {
      return tooLong();
    }
    String query = request.getQueryString();
    try {
      return api.answer(
          Request.of(
              request.getMethod(),
              request.getRequestURI() + (query == null ? "" : "?" + query),
              new String(body, StandardCharsets.UTF_8),
              isText(request)));
    } catch (ApiException e) {
      return e.answer();
    }
  }

  private static boolean isText(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.strip().startsWith("text/plain");
  }

  private static Answer tooLong() {
    return Answer.error(413, "The body is longer than 1 MiB.", "Send less.");
  }

  private static void write(Answer answer, HttpServletResponse response) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
