package dev.coppice.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the parameters of each method look like. Checked by us, so that a mistake of the client is
/// told to it as one.
final class Shapes {
  private static final Map<String, Object> TEXT = Map.of("type", "string", "maxLength", 10_000);
  private static final Map<String, Object> WORD =
      Map.of("type", "string", "minLength", 1, "maxLength", 10_000);
  private static final Map<String, Object> OBJECT = Map.of("type", "object");
  private static final Map<String, JsonSchema> SHAPES =
      Map.of(
          "initialize",
          schema(
              Map.of(
                  "protocolVersion",
                  WORD,
                  "capabilities",
                  OBJECT,
                  "clientInfo",
                  object(Map.of("name", TEXT, "version", TEXT), List.of("name", "version"))),
              List.of("protocolVersion", "capabilities", "clientInfo")),
          "tools/call",
          schema(Map.of("name", WORD, "arguments", OBJECT, "_meta", OBJECT), List.of("name")),
          "resources/read",
          schema(Map.of("uri", WORD), List.of("uri")),
          "resources/subscribe",
          schema(Map.of("uri", WORD), List.of("uri")),
          "resources/unsubscribe",
          schema(Map.of("uri", WORD), List.of("uri")),
          "prompts/get",
          schema(
              Map.of(
                  "name",
                  WORD,
                  "arguments",
                  Map.of("type", "object", "additionalProperties", TEXT)),
              List.of("name")),
          "logging/setLevel",
          schema(
              Map.of(
                  "level",
                  Map.of(
                      "enum",
                      List.of(
                          "debug",
                          "info",
                          "notice",
                          "warning",
                          "error",
                          "critical",
                          "alert",
                          "emergency"))),
              List.of("level")),
          "completion/complete",
          schema(
              Map.of(
                  "ref",
                  Map.of(
                      "oneOf",
                      List.of(
                          object(
                              Map.of("type", Map.of("const", "ref/prompt"), "name", WORD),
                              List.of("type", "name")),
                          object(
                              Map.of("type", Map.of("const", "ref/resource"), "uri", WORD),
                              List.of("type", "uri")))),
                  "argument",
                  object(Map.of("name", WORD, "value", TEXT), List.of("name", "value")),
                  "context",
                  object(Map.of("arguments", OBJECT), List.of())),
              List.of("ref", "argument")));

  private Shapes() {}

  private static JsonSchema schema(Map<String, Object> properties, List<String> required) {
    return new JsonSchema(object(properties, required));
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    return Map.of("type", "object", "properties", properties, "required", required);
  }

  /// What is wrong with the parameters of this message, if anything is.
  static Optional<JsonRpc.Fault> fault(JsonRpc message) {
    JsonSchema shape = SHAPES.get(message.method());
    if (shape == null) {
      return Optional.empty();
    }
    return shape.problems("params", message.params()).stream()
        .findFirst()
        .map(problem -> new JsonRpc.Fault(200, JsonRpc.INVALID_PARAMS, problem.toString()));
  }
}
