package dev.coppice.mcp;

import dev.coppice.store.Caller;
import tools.jackson.databind.JsonNode;

/// One call of a tool.
public interface ToolCall {
  /// An object that agrees with the tool's input schema.
  JsonNode arguments();

  Caller caller();

  /// Tells how far it is; nothing happens when the client did not ask for that.
  ///
  /// @param done grows from call to call, in the unit of `total`
  /// @param total 0 or less = not known
  void progress(double done, double total, String message);

  /// Whether the client wants no answer any more. The calling thread is interrupted, too.
  boolean isCancelled();

  /// The program at the other end, for what only it can do.
  Client client();
}
