package dev.coppice.cli;

import dev.coppice.cli.McpHttp.Outcome;
import dev.coppice.cli.McpLink.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// MCP on standard input and output, passed on to the owner's endpoint. It knows of the protocol
/// only what a messenger must: what belongs together, what comes first, and what may be said twice.
final class StdioProxy {
  /// More than an owner takes, so that an owner answers what is too long for it.
  static final int LONGEST_MESSAGE = 16 << 20;

  /// Beyond it requests wait for their turn, so that one client does not take all of an owner.
  private static final int MOST_AT_ONCE = 32;

  static final int MOST_WAITING = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(StdioProxy.class);
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int UNAVAILABLE = 503;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration TO_BE_SENT = Duration.ofSeconds(1);

  private final MessageLines in;
  private final PrintStream out;
  private final McpLink link;
  private final Map<String, Flight> flights = new ConcurrentHashMap<>();
  private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean hurried;
  // What has to be over before anything read later is passed on. Only the reader changes it.
  private CompletableFuture<@Nullable Void> before = CompletableFuture.completedFuture(null);

  /// A request on its way.
  private static final class Flight {
    private final CompletableFuture<@Nullable Void> sent = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean answered;
    private volatile boolean cancelled;
  }

  /// @param owners the owner of the system, started where there is none
  StdioProxy(InputStream in, PrintStream out, Supplier<RunningOwner> owners) {
    this.in = new MessageLines(in, LONGEST_MESSAGE);
    this.out = out;
    this.link = new McpLink(owners, this::write, PATIENCE);
  }

  /// Passes messages on until the client ends its side, or is gone.
  void run() throws InterruptedException {
    Thread _ = Thread.ofPlatform().name("mcp-input").daemon().start(this::readAll);
    ended.await();
    carriers.shutdown();
    long giveUp = System.nanoTime() + LAST_ANSWERS.toNanos();
    while (!hurried && System.nanoTime() < giveUp) {
      if (carriers.awaitTermination(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    link.close();
  }

  /// Ends it without waiting for answers.
  void leave() {
    hurried = true;
    ended.countDown();
  }

  private void readAll() {
    try {
      for (var line = in.next(); line.isPresent(); line = in.next()) {
        switch (line.get()) {
          case MessageLines.Line.Whole(var bytes) -> take(bytes);
          case MessageLines.Line.TooLong _ ->
              write(
                  McpErrors.error(
                      null,
                      McpErrors.INVALID_REQUEST,
                      "A message is longer than %,d bytes".formatted(LONGEST_MESSAGE),
                      "Say it in smaller parts"));
        }
      }
    } catch (IOException _) {
      // The client is gone, which is an end like another.
    } finally {
      ended.countDown();
    }
  }

  private void take(byte[] bytes) {
    @Nullable McpMessage message = McpMessage.read(bytes).orElse(null);
    if (message == null) {
      write(
          McpErrors.error(
              null, McpErrors.PARSE, "A line is not JSON", "Write one message on each line"));
      return;
    }
    switch (message.kind()) {
      case REQUEST -> takeRequest(message);
      case NOTIFICATION -> takeNotification(message);
      case RESULT, ERROR -> {
        var _ = later(() -> tell(message));
      }
      case OTHER ->
          write(
              McpErrors.error(
                  message.id(),
                  McpErrors.INVALID_REQUEST,
                  "A line is no message of JSON-RPC",
                  "Write one request, notification or response on each line, and no list of them"));
    }
  }

  private void takeRequest(McpMessage request) {
    if (request.isMethod("ping") && !before.isDone()) {
      // An owner that is being started does not answer yet, but somebody is here.
      write(McpMessage.of("{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":{}}"));
    } else if (flights.size() >= MOST_WAITING) {
      write(
          McpErrors.error(
              request.id(),
              McpErrors.UNREACHABLE,
              "%,d requests are under way already".formatted(MOST_WAITING),
              "Wait for an answer before asking more"));
    } else {
      var flight = new Flight();
      flights.put(String.valueOf(request.id()), flight);
      CompletableFuture<@Nullable Void> over = later(() -> carry(request, flight));
      if (request.isMethod("initialize")) {
        before = over;
      }
    }
  }

  private void takeNotification(McpMessage notification) {
    if (notification.isMethod("notifications/cancelled") && notification.about() != null) {
      @Nullable Flight flight = flights.get(notification.about());
      if (flight == null) {
        // Answered already, or never asked.
        return;
      }
      flight.cancelled = true;
      var _ = later(() -> cancel(notification, flight));
      return;
    }
    CompletableFuture<@Nullable Void> over = later(() -> tell(notification));
    if (notification.isMethod("notifications/initialized")) {
      before = over;
    }
  }

  /// Does it as soon as what was read before and must come first is over.
  private CompletableFuture<@Nullable Void> later(Runnable work) {
    CompletableFuture<@Nullable Void> first = before;
    var over = new CompletableFuture<@Nullable Void>();
    carriers.execute(() -> {
      try {
        first.join();
        work.run();
      } finally {
        over.complete(null);
      }
    });
    return over;
  }

  private void carry(McpMessage request, Flight flight) {
    try {
      if (request.isMethod("initialize")) {
        write(link.open(request));
      } else if (request.isMethod("ping")) {
        conclude(request, flight, passOn(request, flight));
      } else {
        inTurn(request, flight);
      }
    } catch (CommandFailure failure) {
      answer(flight, McpErrors.error(request.id(), failure));
    } catch (RuntimeException unexpected) {
      LOG.error("{} broke", request, unexpected);
      answer(
          flight,
          McpErrors.error(
              request.id(),
              McpErrors.UNREACHABLE,
              "Something unexpected happened on the way to the owner",
              "Please report it with the end of Coppice's own log"));
    } finally {
      flight.sent.complete(null);
      flights.remove(String.valueOf(request.id()), flight);
    }
  }

  private void inTurn(McpMessage request, Flight flight) {
    turns.acquireUninterruptibly();
    try {
      if (!flight.cancelled) {
        flight.begun = true;
        conclude(request, flight, passOn(request, flight));
      }
    } finally {
      turns.release();
    }
  }

  /// Passes a message on, a second time where the first certainly came to nothing.
  private Outcome passOn(McpMessage message, Flight flight) {
    Session session = link.session();
    Outcome first = send(message, session, flight);
    boolean again =
        switch (first) {
          case Outcome.Taken _ -> false;
          case Outcome.Lost(var untouched) ->
              !flight.answered && (untouched || message.isHarmless());
          case Outcome.Refused(var status, var _) ->
              status == UNAVAILABLE
                  || status == UNAUTHORIZED
                  || (status == NOT_FOUND && session.id() != null);
        };
    return again && !flight.cancelled ? send(message, link.renew(session), flight) : first;
  }

  private Outcome send(McpMessage message, Session session, Flight flight) {
    return session
        .http()
        .post(
            message,
            session.headers(),
            () -> flight.sent.complete(null),
            event -> {
              if (event.data().length > 0) {
                McpMessage.read(event.data()).ifPresent(said -> hear(message, said, flight));
              }
            });
  }

  private void hear(McpMessage message, McpMessage said, Flight flight) {
    if (!said.answers(message)) {
      write(said);
    } else if (!flight.answered) {
      // Without an id the client would not know what was refused.
      answer(
          flight,
          said.id() == null
              ? McpErrors.refusal(
                  message.id(), 200, new String(said.bytes(), StandardCharsets.UTF_8))
              : said);
      if (said.kind() == McpMessage.Kind.RESULT) {
        link.note(message);
      }
    }
  }

  private void conclude(McpMessage request, Flight flight, Outcome outcome) {
    if (flight.answered || flight.cancelled) {
      return;
    }
    answer(
        flight,
        switch (outcome) {
          case Outcome.Refused(var status, var body) ->
              McpErrors.refusal(request.id(), status, body);
          case Outcome.Taken _, Outcome.Lost _ ->
              McpErrors.error(
                  request.id(),
                  McpErrors.UNREACHABLE,
                  "The owner broke off before it answered %s, so it may or may not have been done"
                      .formatted(request.method()),
                  "See how things stand before you ask for it again");
        });
  }

  private void tell(McpMessage message) {
    try {
      var flight = new Flight();
      Outcome outcome =
          message.method() == null ? tellOnce(message, flight) : passOn(message, flight);
      if (outcome instanceof Outcome.Taken) {
        link.note(message);
      }
    } catch (CommandFailure _) {
      // Nobody waits for an answer; the next request will be told.
    } catch (RuntimeException unexpected) {
      LOG.error("{} broke", message, unexpected);
    }
  }

  /// An answer to an owner that is gone concerns no other.
  private Outcome tellOnce(McpMessage answer, Flight flight) {
    return send(answer, link.session(), flight);
  }

  private void cancel(McpMessage notification, Flight flight) {
    try {
      // Not before what it cancels.
      var _ =
          flight.sent.completeOnTimeout(null, TO_BE_SENT.toMillis(), TimeUnit.MILLISECONDS).join();
      if (flight.begun) {
        Outcome _ = send(notification, link.session(), new Flight());
      }
    } catch (CommandFailure _) {
      // With no owner there is nothing to cancel.
    }
  }

  private void answer(Flight flight, McpMessage message) {
    flight.answered = true;
    write(message);
  }

  private void write(McpMessage message) {
    byte[] line = message.line();
    synchronized (out) {
      out.write(line, 0, line.length);
      out.flush();
    }
    // Nobody reads any more.
    if (out.checkError()) {
      leave();
    }
  }
}
