package dev.coppice.cli;

import dev.coppice.orchestration.ServiceJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// One message of JSON-RPC, looked into only as far as somebody who passes it on must.
///
/// @param bytes the whole message in UTF-8
/// @param id as it stands in the JSON, a string with its quotes
/// @param about what a cancellation names (an id, as above), or the URI of a subscription
/// @param version the protocol revision in the answer to `initialize`
record McpMessage(
    byte[] bytes,
    Kind kind,
    @Nullable String id,
    @Nullable String method,
    @Nullable String about,
    @Nullable String version) {
  enum Kind {
    REQUEST,
    NOTIFICATION,
    RESULT,
    ERROR,
    /// JSON, but no message: a list of them for example.
    OTHER
  }

  /// Reads a message; nothing when it is no JSON.
  static Optional<McpMessage> read(byte[] bytes) {
    try (JsonParser json = ServiceJson.mapper().createParser(bytes)) {
      McpMessage message = read(bytes, json);
      return json.nextToken() == null ? Optional.of(message) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static McpMessage read(byte[] bytes, JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return new McpMessage(bytes, Kind.OTHER, null, null, null, null);
    }
    String id = null;
    String method = null;
    String about = null;
    String version = null;
    Kind answer = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> id = scalar(json, value);
        case "method" -> method = value == JsonToken.VALUE_STRING ? json.getString() : null;
        case "params" -> about = member(json, value, "requestId", "uri");
        case "result" -> {
          answer = Kind.RESULT;
          version = member(json, value, "protocolVersion");
        }
        case "error" -> {
          answer = Kind.ERROR;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    Kind kind = Kind.OTHER;
    if (method != null) {
      kind = id == null ? Kind.NOTIFICATION : Kind.REQUEST;
    } else if (answer != null) {
      kind = answer;
    }
    return new McpMessage(bytes, kind, id, method, about, version);
  }

  /// A string or a number as it stands in the JSON; nothing for anything else.
  private static @Nullable String scalar(JsonParser json, JsonToken value) {
    return switch (value) {
      case VALUE_STRING -> ServiceJson.mapper().writeValueAsString(json.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getString();
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }

  private static @Nullable String member(JsonParser json, JsonToken value, String... wanted) {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    String found = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      if (List.of(wanted).contains(name)) {
        found = scalar(json, token);
      } else {
        json.skipChildren();
      }
    }
    return found;
  }

  boolean isRequest() {
    return kind == Kind.REQUEST;
  }

  boolean isMethod(String name) {
    return name.equals(method);
  }

  /// Whether this answers that request. An error without an id is about what was just said.
  boolean answers(McpMessage request) {
    return switch (kind) {
      case RESULT -> request.id != null && request.id.equals(id);
      case ERROR -> request.id != null && (id == null || request.id.equals(id));
      case REQUEST, NOTIFICATION, OTHER -> false;
    };
  }

  /// Whether carrying it out twice does no harm.
  boolean isHarmless() {
    return isRequest() && !isMethod("tools/call");
  }

  /// The message on one line: between the parts of JSON a line break is worth a blank, and within
  /// them there is none.
  byte[] line() {
    byte[] line = new byte[bytes.length + 1];
    for (int i = 0; i < bytes.length; i++) {
      line[i] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) ' ' : bytes[i];
    }
    line[bytes.length] = '\n';
    return line;
  }

  /// Never what was said, which may be long and somebody's secret.
  @Override
  public String toString() {
    return "McpMessage[" + kind + " " + method + " " + id + "]";
  }

  /// A message of our own making.
  static McpMessage of(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
