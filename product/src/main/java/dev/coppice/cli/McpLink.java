package dev.coppice.cli;

import dev.coppice.cli.McpHttp.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The session with whoever owns the system now. Owners come and go, the client notices nothing: a
/// new owner is told again what the client said to the first.
final class McpLink implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Supplier<RunningOwner> owners;
  private final Consumer<McpMessage> unasked;
  private final Duration patience;
  // What the client said that an owner must know, by what it is about.
  private final Map<String, McpMessage> said = new LinkedHashMap<>();
  private @Nullable McpMessage hello;
  private volatile @Nullable Session current;
  private int sessions;

  /// One owner's acquaintance with the client.
  ///
  /// @param number no two have the same
  /// @param id absent where the owner keeps no sessions, or the client asked for none yet
  record Session(int number, McpHttp http, @Nullable String id, @Nullable String version) {
    Map<String, String> headers() {
      return McpHttp.headers(id, version);
    }
  }

  /// @param owners the owner of the system, started where there is none
  /// @param unasked what owners say besides their answers
  /// @param patience how long to look for an owner that answers
  McpLink(Supplier<RunningOwner> owners, Consumer<McpMessage> unasked, Duration patience) {
    this.owners = owners;
    this.unasked = unasked;
    this.patience = patience;
  }

  /// Begins a session with the client's `initialize`.
  ///
  /// @return the owner's answer
  /// @throws CommandFailure if no owner answers
  synchronized McpMessage open(McpMessage initialize) {
    said.clear();
    Greeting greeting = greet(initialize);
    if (greeting.answer().kind() == McpMessage.Kind.RESULT) {
      hello = initialize;
      current = greeting.session();
    }
    return greeting.answer();
  }

  /// The session that messages belong to now. Before `initialize` it is one without an id.
  ///
  /// @throws CommandFailure if there is no owner and none can be started
  synchronized Session session() {
    @Nullable Session now = current;
    if (now == null) {
      now = new Session(++sessions, new McpHttp(owners.get()), null, null);
      current = now;
    }
    return now;
  }

  /// Another session in place of one that is lost, unless there is another already.
  ///
  /// @throws CommandFailure if no owner answers
  synchronized Session renew(Session lost) {
    if (!isCurrent(lost)) {
      return session();
    }
    current = null;
    if (hello == null) {
      return session();
    }
    Session session = greet(hello).session();
    for (McpMessage message : said.values()) {
      var _ = session.http().post(message, session.headers(), () -> {}, this::hear);
    }
    current = session;
    if (said.containsKey("notifications/initialized")) {
      listen(session);
    }
    return session;
  }

  /// Notes that the owner has taken a message, so that a later owner can be told it too.
  synchronized void note(McpMessage message) {
    switch (String.valueOf(message.method())) {
      case "notifications/initialized" -> {
        said.put("notifications/initialized", message);
        @Nullable Session now = current;
        if (now != null) {
          listen(now);
        }
      }
      case "logging/setLevel" -> said.put("logging/setLevel", message);
      case "resources/subscribe" -> said.put("resource " + message.about(), message);
      case "resources/unsubscribe" -> said.remove("resource " + message.about());
      default -> {
        // It is over with its answer.
      }
    }
  }

  boolean isCurrent(Session session) {
    @Nullable Session now = current;
    return now != null && now.number() == session.number();
  }

  private record Greeting(Session session, McpMessage answer) {}

  /// Says `initialize` to an owner until one answers: one that is just ending, or just starting, is
  /// found at times.
  private Greeting greet(McpMessage initialize) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      var http = new McpHttp(owners.get());
      var answer = new AtomicReference<@Nullable McpMessage>();
      Outcome outcome =
          http.post(
              initialize,
              Map.of(),
              () -> {},
              event ->
                  McpMessage.read(event.data())
                      .ifPresent(message -> {
                        if (message.answers(initialize)) {
                          answer.set(message);
                        } else {
                          unasked.accept(message);
                        }
                      }));
      @Nullable McpMessage answered = answer.get();
      if (answered != null) {
        String id = outcome instanceof Outcome.Taken(var given) ? given : null;
        String version = answered.version() == null ? null : unquoted(answered.version());
        return new Greeting(new Session(++sessions, http, id, version), answered);
      }
      boolean maySoon =
          outcome instanceof Outcome.Lost
              || (outcome instanceof Outcome.Refused(var status, var _) && status == UNAVAILABLE);
      if (!maySoon || System.nanoTime() > giveUp) {
        throw failure(http, outcome);
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private static CommandFailure failure(McpHttp http, Outcome outcome) {
    if (outcome instanceof Outcome.Refused(var status, var body) && status != NOT_FOUND) {
      return McpErrors.failure(status, body);
    }
    return outcome instanceof Outcome.Lost
        ? new CommandFailure(
            Exit.FAILED,
            "The owner of this system does not answer at " + http.endpoint(),
            "If its process hangs, end it and try again; another one is started then")
        : new CommandFailure(
            Exit.REFUSED,
            "The owner of this system does not speak MCP at " + http.endpoint(),
            "Stop it, so that one of this version can take its place");
  }

  private void listen(Session session) {
    Thread.ofVirtual().name("mcp-listener").start(new McpListener(this, session, unasked));
  }

  private void hear(ServerEvent event) {
    McpMessage.read(event.data()).filter(message -> message.method() != null).ifPresent(unasked);
  }

  private static String unquoted(String text) {
    return text.replace("\"", "");
  }

  /// Ends the session.
  @Override
  public void close() {
    @Nullable Session last = current;
    current = null;
    if (last != null && last.id() != null) {
      last.http().end(last.headers());
    }
  }
}
