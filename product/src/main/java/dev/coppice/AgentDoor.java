package dev.coppice;

import dev.coppice.agent.AttemptId;
import dev.coppice.execution.AgentAccess;
import dev.coppice.store.Tokens;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives agents the address we listen at and a token for their own attempt, from the moment that we
/// listen: the sockets are opened last, after the attempts of an earlier owner were found again.
final class AgentDoor implements AgentAccess {
  private final Tokens tokens;
  private volatile @Nullable URI address;

  AgentDoor(Tokens tokens) {
    this.tokens = tokens;
  }

  /// @param where this machine reaches us by
  void open(URI where) {
    address = where;
  }

  @Override
  public Map<String, String> variables(AttemptId attempt) {
    URI now = address;
    return now == null
        ? Map.of()
        : Map.of("COPPICE_URL", now.toString(), "COPPICE_TOKEN", tokens.ofAttempt(attempt));
  }
}
