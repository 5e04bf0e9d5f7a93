package dev.coppice.rest;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The first to see each request and the last to see its answer: keeps the book of connections,
/// counts, and completes the headers.
final class EntryHandler extends Handler.Wrapper {
  private final Connections connections;
  private final Counters counters;

  EntryHandler(Handler next, Connections connections, Counters counters) {
    super(next);
    this.connections = connections;
    this.counters = counters;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    connections.begin(request.getConnectionMetaData().getConnection());
    var visit = new Visit(request, connections);
    request.setAttribute(Visit.class.getName(), visit);
    Request.addCompletionListener(
        request,
        _ -> {
          counters.add(
              request.getMethod(),
              visit.route(),
              response.getStatus(),
              Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()));
          visit.end();
        });
    return super.handle(request, new Completed(request, response, visit), callback);
  }

  /// Completes the headers at the last moment, whatever was set or taken back before.
  private static final class Completed extends Response.Wrapper {
    private final Visit visit;

    Completed(Request request, Response response, Visit visit) {
      super(request, response);
      this.visit = visit;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
      if (!isCommitted()) {
        SafeHeaders.complete(getHeaders());
        String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (getRequest().getMethod().equals("GET")
            && type != null
            && type.startsWith("text/event-stream")) {
          var _ = visit.stream();
        }
      }
      super.write(last, content, callback);
    }
  }
}
