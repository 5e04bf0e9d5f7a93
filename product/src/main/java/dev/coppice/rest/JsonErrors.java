package dev.coppice.rest;

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
    Content.Sink.write(response, true, body(status), callback);
  }

  private static String body(int status) {
    Answer error =
        status < 500
            ? Answer.error(
                status, "This request is not taken.", "Send plain HTTP/1.1 with one Host header.")
            : Answer.error(
                status, "The owner could not answer.", "The log of the owner tells more.");
    return error.body();
  }
}
