package dev.coppice.mcp;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The arguments of a call, which agree with the tool's input schema.
record Arguments(JsonNode given) {
  static Arguments of(ToolCall call) {
    return new Arguments(call.arguments());
  }

  /// The text of this name, which the schema requires.
  String text(String name) {
    return given.path(name).asString();
  }

  Optional<String> findText(String name) {
    return given.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name, long otherwise) {
    return given.path(name).asLong(otherwise);
  }
}
