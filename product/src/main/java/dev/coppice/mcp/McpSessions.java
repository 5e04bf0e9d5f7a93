package dev.coppice.mcp;

import dev.coppice.store.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The sessions of MCP clients: each belongs to the token that began it, and there are only so
/// many.
final class McpSessions {
  /// Idle for longer, it is forgotten.
  static final Duration LONGEST_IDLE = Duration.ofHours(1);

  private final int most;
  private final InstantSource clock;
  private final Map<String, Session> sessions = new HashMap<>();

  McpSessions(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  private static final class Session {
    private final String fingerprint;
    private final Map<JsonNode, OpenCall> calls = new HashMap<>();
    private Instant used;
    private int open;

    Session(String fingerprint, Instant used) {
      this.fingerprint = fingerprint;
      this.used = used;
    }
  }

  synchronized void add(String id, Caller caller) {
    sessions.put(id, new Session(caller.fingerprint(), clock.instant()));
  }

  /// Counts a request in; nothing happens and false is returned if this caller has no such session.
  synchronized boolean enter(String id, Caller caller) {
    Session session = sessions.get(id);
    if (session == null || !session.fingerprint.equals(caller.fingerprint())) {
      return false;
    }
    session.used = clock.instant();
    session.open++;
    return true;
  }

  /// Counts it out.
  synchronized void leave(String id) {
    Session session = sessions.get(id);
    if (session != null) {
      session.used = clock.instant();
      session.open--;
    }
  }

  synchronized void remove(String id) {
    Session session = sessions.remove(id);
    if (session != null) {
      session.calls.values().forEach(OpenCall::cancel);
    }
  }

  /// Those to end so that one more has room: the long idle, and the longest idle if that is not
  /// enough; one with a request under way only when all have.
  synchronized List<String> tooMany() {
    Instant oldest = clock.instant().minus(LONGEST_IDLE);
    List<String> expired =
        sessions.entrySet().stream()
            .filter(entry -> entry.getValue().open == 0 && entry.getValue().used.isBefore(oldest))
            .map(Map.Entry::getKey)
            .toList();
    if (sessions.size() - expired.size() < most) {
      return expired;
    }
    return sessions.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Session> entry) -> entry.getValue().open > 0)
                .thenComparing(entry -> entry.getValue().used))
        .limit(Math.max(expired.size(), sessions.size() - most + 1L))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// A call that may be cancelled by the id of its request; nothing if one with this id is under
  /// way already.
  synchronized Optional<OpenCall> openCall(String id, JsonNode request) {
    Session session = sessions.get(id);
    var call = new OpenCall();
    return session == null || session.calls.putIfAbsent(request, call) != null
        ? Optional.empty()
        : Optional.of(call);
  }

  synchronized void closeCall(String id, JsonNode request) {
    Session session = sessions.get(id);
    if (session != null) {
      session.calls.remove(request);
    }
  }

  synchronized void cancel(String id, JsonNode request) {
    Session session = sessions.get(id);
    OpenCall call = session == null ? null : session.calls.get(request);
    if (call != null) {
      call.cancel();
    }
  }

  synchronized int size() {
    return sessions.size();
  }
}
