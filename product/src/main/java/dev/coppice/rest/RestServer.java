package dev.coppice.rest;

import dev.coppice.store.Caller;
import dev.coppice.store.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
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
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens and lets only the holder of a token in. One that is meant for others listens on loopback
/// too, so that what runs on this machine needs neither a certificate nor a way around a proxy.
public final class RestServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PLATFORM_THREADS = 8;
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
    this(api, tokens, listening, beside, Limits.USUAL);
  }

  /// With other limits, for tests that cannot wait for the usual ones.
  RestServer(
      RestApi api,
      Tokens tokens,
      Listening listening,
      Map<String, HttpServlet> beside,
      Limits limits) {
    server = new Server(threads());
    Counters counters = api.counters();
    var connections = new Connections(limits, counters, System::nanoTime);
    var connectors = new Connectors(server, limits, connections, new Sweeper(connections));
    ServerConnector main = connectors.at(listening);
    ServerConnector loopback =
        isPlainLoopback(listening) ? main : connectors.at(Listening.onLoopback(0));
    Stream.of(main, loopback).distinct().forEach(server::addConnector);
    server.setErrorHandler(new JsonErrors(counters));
    server.setStopTimeout(LAST_ANSWERS.toMillis());
    var context = new ServletContextHandler();
    var ours = new Authorities(listening, main::getLocalPort, loopback::getLocalPort);
    var guard = new Guard(tokens, api::runs, ours);
    add(context, new GuardFilter(guard, activity, counters, new Guesses(System::nanoTime)));
    add(context, new LimitFilter(limits, counters, System::nanoTime));
    context.addServlet(new ServletHolder(new ApiServlet(api)), "/*");
    beside.forEach((path, servlet) -> {
      var holder = new ServletHolder(servlet);
      holder.setAsyncSupported(true);
      context.addServlet(holder, path);
    });
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.setErrorHandler(new JsonErrors(counters));
    server.setHandler(new EntryHandler(context, connections, counters));
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

  private static void add(ServletContextHandler context, HttpFilter filter) {
    var holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  private static URI address(Listening listening, ServerConnector connector) {
    String scheme = listening.tls() == null ? "http" : "https";
    return URI.create(scheme + "://" + listening.nameInUrl() + ":" + connector.getLocalPort());
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
