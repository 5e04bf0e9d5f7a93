package dev.coppice.rest;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// HTTP on the one side, requests and answers on the other.
final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  // All that any handler cares for, and never the token.
  private static final List<String> HEADERS =
      List.of("accept", "idempotency-key", "if-none-match", "last-event-id", "range");

  private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

  private final transient RestApi api;

  ApiServlet(RestApi api) {
    this.api = api;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request);
    try (Answer.Stream stream = answer.stream()) {
      if (stream == null) {
        write(answer, response);
      } else if (request.getMethod().equals("HEAD")) {
        writeHead(answer, response);
      } else if (!Visit.of(request).stream()) {
        write(LimitFilter.tooManyStreams(), response);
      } else {
        writeHead(answer, response);
        send(stream, new HttpOutlet(request, response));
      }
    }
  }

  private static void send(Answer.Stream stream, HttpOutlet outlet) {
    try {
      stream.sendTo(outlet);
    } catch (IOException e) {
      LOG.debug("a listener left: {}", e.toString());
    }
  }

  @Override
  public void destroy() {
    api.endStreams();
  }

  private Answer answer(HttpServletRequest request) throws IOException {
    // Its length was looked at before.
    byte[] body = request.getInputStream().readAllBytes();
    String query = request.getQueryString();
    try {
      Request asked =
          Request.of(
                  GuardFilter.caller(request),
                  method(request),
                  request.getRequestURI() + (query == null ? "" : "?" + query),
                  new String(body, StandardCharsets.UTF_8),
                  isText(request))
              .with(headers(request));
      Visit.of(request).route(api.route(asked));
      return api.answer(asked);
    } catch (ApiException e) {
      return api.refused(e);
    }
  }

  /// A header that is given twice counts as its values with a comma between, as HTTP has it.
  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new HashMap<>();
    for (String name : HEADERS) {
      List<String> values = Collections.list(request.getHeaders(name));
      if (!values.isEmpty()) {
        headers.put(name, String.join(", ", values));
      }
    }
    return headers;
  }

  /// HEAD is answered like GET; the server leaves the body out.
  private static String method(HttpServletRequest request) {
    return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
  }

  private static boolean isText(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.strip().startsWith("text/plain");
  }

  static void write(Answer answer, HttpServletResponse response) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    writeHead(answer, response);
    if (answer.status() == HttpServletResponse.SC_NOT_MODIFIED) {
      return;
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void writeHead(Answer answer, HttpServletResponse response) {
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    response.setHeader("Cache-Control", "no-store");
    answer.headers().forEach(response::setHeader);
  }
}
