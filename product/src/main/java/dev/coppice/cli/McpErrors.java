package dev.coppice.cli;

import dev.coppice.orchestration.ServiceJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.util.RawValue;

/// Errors as an MCP client understands them: what went wrong and how to mend it, in one message.
final class McpErrors {
  static final int PARSE = -32700;
  static final int INVALID_REQUEST = -32600;

  /// The part of the range that JSON-RPC leaves to servers which MCP gives no meaning.
  static final int UNREACHABLE = -32000;

  private McpErrors() {}

  /// An error for the request with this id, `null` when it is not known.
  ///
  /// @param id as it stands in the JSON
  static McpMessage error(@Nullable String id, int code, String what, String remedy) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", sentence(what) + " " + sentence(remedy));
    error.put("data", Map.of("remedy", sentence(remedy)));
    return message(id, error);
  }

  /// What a command would end with.
  static McpMessage error(@Nullable String id, CommandFailure failure) {
    return error(id, UNREACHABLE, String.valueOf(failure.getMessage()), failure.remedy());
  }

  /// What the owner said with an HTTP status instead of an answer.
  static McpMessage refusal(@Nullable String id, int status, String body) {
    JsonNode error = json(body).path("error");
    return error.isObject() && error.path("message").isString()
        ? message(id, error)
        : error(id, failure(status, body));
  }

  /// The same as the end of a command.
  static CommandFailure failure(int status, String body) {
    JsonNode json = json(body);
    JsonNode error = json.path("error");
    String unsaid = "The owner answered with HTTP status " + status;
    return new CommandFailure(
        Exit.REFUSED,
        (error.isObject() ? error.path("message") : error).asString(unsaid),
        json.path("remedy").asString("See its log"));
  }

  private static JsonNode json(String body) {
    try {
      return ServiceJson.mapper().readTree(body);
    } catch (JacksonException _) {
      // Somebody else listens there; the status must do.
      return MissingNode.getInstance();
    }
  }

  private static McpMessage message(@Nullable String id, Object error) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", new RawValue(id == null ? "null" : id));
    message.put("error", error);
    return McpMessage.of(ServiceJson.mapper().writeValueAsString(message));
  }

  private static String sentence(String text) {
    String plain = text.strip();
    return plain.isEmpty() || ".?!".indexOf(plain.charAt(plain.length() - 1)) >= 0
        ? plain
        : plain + ".";
  }
}
