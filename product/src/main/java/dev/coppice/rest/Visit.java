package dev.coppice.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpChannel;

/// One request on its connection, from its headers to the last byte of its answer. Filters and
/// servlets find it as an attribute of the request.
final class Visit {
  static final String ROUTE_OF_NOBODY = "other";

  private final org.eclipse.jetty.server.Request request;
  private final Connections connections;
  private final List<Runnable> atEnd = new ArrayList<>();
  private volatile String route = ROUTE_OF_NOBODY;

  Visit(org.eclipse.jetty.server.Request request, Connections connections) {
    this.request = request;
    this.connections = connections;
  }

  static Visit of(HttpServletRequest request) {
    if (request.getAttribute(Visit.class.getName()) instanceof Visit visit) {
      return visit;
    }
    throw new IllegalStateException("the request did not come through the entry");
  }

  /// The pattern that fits, for counting.
  String route() {
    return route;
  }

  void route(String pattern) {
    route = pattern;
  }

  /// It came with a good token.
  void trust() {
    connections.trust(connection());
  }

  /// Its answer is held back for a while.
  void hold() {
    connections.hold(connection());
  }

  /// @return whether there is room for one more stream
  boolean stream() {
    return connections.beginStream(connection());
  }

  /// From now on its body is read; whoever reads it for too long gets an [java.io.IOException].
  void beginBody() {
    connections.beginBody(connection(), this::tellLate);
  }

  void endBody() {
    connections.endBody(connection());
  }

  /// Has this run once, when the answer is sent or given up.
  synchronized void atEnd(Runnable action) {
    atEnd.add(action);
  }

  /// The answer is sent or given up.
  void end() {
    List<Runnable> actions;
    synchronized (this) {
      actions = List.copyOf(atEnd);
      atEnd.clear();
    }
    actions.forEach(Runnable::run);
    connections.end(connection(), request.getConnectionMetaData().isPersistent());
  }

  private void tellLate() {
    HttpChannel.IdleTimeoutTask told =
        HttpChannel.from(request).onIdleTimeout(new TimeoutException("the body took too long"));
    if (told != null && told.action() != null) {
      Thread.ofVirtual().start(told.action());
    }
  }

  private Connection connection() {
    return request.getConnectionMetaData().getConnection();
  }
}
