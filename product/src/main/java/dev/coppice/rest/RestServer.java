package dev.coppice.rest;

import dev.coppice.store.Caller;
import dev.coppice.store.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens on loopback and lets only the holder of the token in.
public final class RestServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MOST_HEADER_BYTES = 32 * 1024;
  private static final int MOST_CONNECTIONS = 100;
  private static final int PLATFORM_THREADS = 8;
  // Longer than the longest wait for events.
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

  private final Server server;
  private final URI address;

  /// Listens from the moment this returns.
  ///
  /// @param port 0 = any free one
  /// @throws UncheckedIOException if the port is taken
  /// @param beside servlets that share the port and the guard, by their path; each is initialised
  ///   when it is first asked. The guard leaves them a request attribute named like [Caller], which
  ///   is it.
  public RestServer(RestApi api, Tokens tokens, int port, Map<String, HttpServlet> beside) {
    server = new Server(threads());
    ServerConnector connector = connector(server, port);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(LAST_ANSWERS.toMillis());
    var context = new ServletContextHandler();
    var guard = new Guard(tokens, api::runs, connector::getLocalPort);
    context.addFilter(
        new FilterHolder(new GuardFilter(guard)), "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new ApiServlet(api)), "/*");
    beside.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.setErrorHandler(new JsonErrors());
    server.setHandler(context);
    address = start(server, connector);
  }

  /// Where it listens, such as `http://127.0.0.1:40123`.
  public URI address() {
    return address;
  }

  /// Stops listening; answers under way have a moment to end.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      // Somebody still waited for an answer. It is cut off, and whoever closes us has no part in
      // it.
      LOG.info("The server stopped before its last answer: {}", e.toString());
    }
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
    threads.setName("rest");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rest-", 0).factory()));
    return threads;
  }

  private static ServerConnector connector(Server server, int port) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    // A module id may have a slash or a percent sign in it; we decode each component ourselves.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "components", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static URI start(Server server, ServerConnector connector) {
    try {
      server.start();
      return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the server does not start", e);
    }
  }
}
