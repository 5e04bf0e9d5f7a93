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
import java.util.stream.Stream;
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

/// Listens and lets only the holder of a token in. One that is meant for others listens on loopback
/// too, so that what runs on this machine needs neither a certificate nor a way around a proxy.
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
  private final Activity activity = new Activity(System::nanoTime);
  private final URI address;
  private final URI local;

  /// Listens from the moment this returns.
  ///
  /// @param beside servlets that share the port and the guard, by their path; each is initialised
  ///   when it is first asked. The guard leaves them a request attribute named like [Caller], which
  ///   is it.
  /// @throws UncheckedIOException if the port is taken, or the host is no address of this machine
  public RestServer(
      RestApi api, Tokens tokens, Listening listening, Map<String, HttpServlet> beside) {
    server = new Server(threads());
    ServerConnector main = connector(server, listening);
    ServerConnector loopback =
        isPlainLoopback(listening) ? main : connector(server, Listening.onLoopback(0));
    Stream.of(main, loopback).distinct().forEach(server::addConnector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(LAST_ANSWERS.toMillis());
    var context = new ServletContextHandler();
    var ours = new Authorities(listening, main::getLocalPort, loopback::getLocalPort);
    var guard = new Guard(tokens, api::runs, ours);
    var filter = new FilterHolder(new GuardFilter(guard, activity));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new ApiServlet(api)), "/*");
    beside.forEach((path, servlet) -> {
      var holder = new ServletHolder(servlet);
      holder.setAsyncSupported(true);
      context.addServlet(holder, path);
    });
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.setErrorHandler(new JsonErrors());
    server.setHandler(context);
    start(server);
    address = address(listening, main);
    local = address(Listening.onLoopback(0), loopback);
  }

  /// Where it listens for whoever it was started for, such as `http://127.0.0.1:40123`.
  public URI address() {
    return address;
  }

  /// Where programs on this machine reach it, always by plain HTTP on loopback.
  public URI local() {
    return local;
  }

  /// Whether anybody asks.
  public Activity activity() {
    return activity;
  }

  /// Stops listening; answers under way have a moment to end.
  @Override
  public void close() {
    stop(server);
  }

  private static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
    threads.setName("rest");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("rest-", 0).factory()));
    return threads;
  }

  private static boolean isPlainLoopback(Listening listening) {
    return listening.tls() == null && listening.host().equals(LOOPBACK);
  }

  private static ServerConnector connector(Server server, Listening listening) {
    if (listening.tls() != null) {
      throw new IllegalStateException("TLS is not there yet");
    }
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    // A module id may have a slash or a percent sign in it; we decode each component ourselves.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "components", Violation.AMBIGUOUS_PATH_SEPARATOR, Violation.AMBIGUOUS_PATH_ENCODING));
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(listening.host());
    connector.setPort(listening.port());
    connector.setIdleTimeout(IDLE.toMillis());
    return connector;
  }

  private static URI address(Listening listening, ServerConnector connector) {
    String scheme = listening.tls() == null ? "http" : "https";
    return URI.create(scheme + "://" + listening.hostInUrl() + ":" + connector.getLocalPort());
  }

  private static void start(Server server) {
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      throw e instanceof IOException io
          ? new UncheckedIOException(io)
          : new IllegalStateException("the server does not start", e);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      // Somebody still waited for an answer. It is cut off, and whoever closes us has no part in
      // it.
      LOG.info("The server stopped before its last answer: {}", e.toString());
    }
  }
}
