package dev.coppice.mcp;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The program that called a tool, for what only it can do.
public interface Client {
  /// A line for the client's log; it may have asked for graver ones only.
  void log(Level level, String message);

  /// What the client's model says to this; nothing when it has none for us.
  ///
  /// @param prompt the user's turn
  /// @param mostTokens of the answer
  Optional<String> sample(String prompt, int mostTokens);

  /// What the client's user says to this; nothing when the client cannot ask.
  ///
  /// @param schema JSON Schema of what is wanted, flat
  Optional<Reply> ask(String message, Map<String, Object> schema);

  /// How grave a line is.
  enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  /// What a user answered.
  ///
  /// @param action `accept`, `decline` or `cancel`
  /// @param content what was asked for, an object; empty unless accepted
  record Reply(String action, JsonNode content) {}
}
