package dev.coppice.rest;

import dev.coppice.rest.Counters.Reason;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What the HTTP server itself refuses, in our shape and without a word of its insides.
final class JsonErrors extends ErrorHandler {
  private static final String JSON = "application/json";

  private final Counters counters;

  JsonErrors(Counters counters) {
    this.counters = counters;
  }

  @Override
  public boolean errorPageForMethod(@Nullable String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
    SafeHeaders.complete(response.getHeaders());
    count(status);
    Content.Sink.write(response, true, body(status), callback);
  }

  private void count(int status) {
    switch (status) {
      case 414, 431 -> counters.refuse(Reason.HEADERS);
      case 408 -> counters.refuse(Reason.SLOW);
      case 413 -> counters.refuse(Reason.BODY);
      case 400, 417, 426, 505 -> counters.refuse(Reason.MALFORMED);
      // Not refused, or counted where it was.
      default -> {}
    }
  }

  private static String body(int status) {
    Answer error =
        switch (status) {
          case 401 -> said(status, "Unauthorized", "Send `Authorization: Bearer TOKEN`.");
          case 403 -> said(status, "This is not allowed.", "Use a token that may do it.");
          case 404 ->
              said(status, "There is nothing here.", "GET /openapi.yaml says what there is.");
          case 405 -> said(status, "This method is not taken here.", "See GET /openapi.yaml.");
          case 408 -> said(status, "The request took too long.", "Send it faster, or ask again.");
          case 413 -> said(status, "The body is longer than 1 MiB.", "Send less.");
          case 414 -> said(status, "The address is longer than 32 KiB.", "Ask for less at once.");
          case 417 -> said(status, "This expectation is not met.", "Leave the Expect header out.");
          case 426, 505 -> said(status, "This version of HTTP is not spoken.", "Use HTTP/1.1.");
          case 429 -> said(status, "Requests come too fast.", "Ask again in a second.");
          case 431 -> said(status, "The headers are longer than 32 KiB.", "Send less of them.");
          default -> other(status);
        };
    return error.body();
  }

  private static Answer other(int status) {
    return status < 500
        ? said(
            status,
            "The request is malformed or ambiguous.",
            "Send plain HTTP/1.1 with one Host header.")
        : said(status, "The owner could not answer.", "The log of the owner tells more.");
  }

  private static Answer said(int status, String error, String remedy) {
    return Answer.error(status, error, remedy);
  }
}
