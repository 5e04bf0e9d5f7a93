package dev.coppice.mcp;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One message of JSON-RPC 2.0, read as strictly as it is meant.
///
/// @param method empty for a response
/// @param id of a request or response; absent for a notification
/// @param params an object, if only an empty one
/// @param whole what was sent
record JsonRpc(String method, @Nullable JsonNode id, JsonNode params, ObjectNode whole) {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int INVALID_PARAMS = -32602;
  static final int NOT_FOUND = -32002;
  static final int NO_SESSION = -32001;
  static final int FORBIDDEN = -32003;
  static final int REFUSED = -32000;

  private static final int MOST_NESTING = 64;
  private static final int LONGEST_ID = 200;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_NESTING).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  boolean isRequest() {
    return !method.isEmpty() && id != null;
  }

  boolean isNotification() {
    return !method.isEmpty() && id == null;
  }

  /// The message, or what is wrong with it.
  sealed interface Reading {
    record Read(JsonRpc message) implements Reading {}

    record Refused(Fault fault) implements Reading {}
  }

  /// Why a message is not taken.
  ///
  /// @param status of HTTP
  /// @param code of JSON-RPC
  /// @param message what, and how to mend it
  record Fault(int status, int code, String message) {
    /// Answers with nothing else.
    void send(HttpServletResponse response, @Nullable JsonNode id) throws IOException {
      byte[] body = text(id).getBytes(StandardCharsets.UTF_8);
      response.setStatus(status);
      response.setContentType("application/json");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }

    /// The error as JSON-RPC writes it.
    String text(@Nullable JsonNode id) {
      ObjectNode answer = MAPPER.createObjectNode();
      answer.put("jsonrpc", "2.0");
      answer.set("id", id == null ? MAPPER.nullNode() : id);
      answer.putObject("error").put("code", code).put("message", message);
      return MAPPER.writeValueAsString(answer);
    }
  }

  static Reading read(byte[] body) {
    JsonNode sent;
    try {
      sent = MAPPER.readTree(body);
    } catch (JacksonException _) {
      return refused(
          PARSE_ERROR,
          "The body is not JSON, or nested deeper than " + MOST_NESTING + ". Send one message.");
    }
    if (!(sent instanceof ObjectNode message)) {
      return refused(INVALID_REQUEST, "The body is not one message. Send one JSON object.");
    }
    if (!message.path("jsonrpc").asString("").equals("2.0")) {
      return refused(INVALID_REQUEST, "jsonrpc is not \"2.0\". Send \"jsonrpc\": \"2.0\".");
    }
    return fault(message)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() -> new Reading.Read(of(message)));
  }

  private static JsonRpc of(ObjectNode message) {
    return new JsonRpc(
        message.path("method").asString(""),
        message.get("id"),
        message.has("params") ? message.path("params") : MAPPER.createObjectNode(),
        message);
  }

  private static Optional<Fault> fault(ObjectNode message) {
    if (message.has("id") && !isId(message.path("id"))) {
      return Optional.of(
          new Fault(400, INVALID_REQUEST, "id is not a short string or whole number. Send one."));
    }
    if (message.has("params") && !message.path("params").isObject()) {
      return Optional.of(
          new Fault(400, INVALID_REQUEST, "params is not an object. Send one, or none."));
    }
    boolean isResponse = message.has("result") || message.has("error");
    if (message.has("method")
        ? isResponse || message.path("method").asString("").isEmpty()
        : !isResponse || !message.has("id")) {
      return Optional.of(
          new Fault(
              400,
              INVALID_REQUEST,
              "This is no request, notification or response. Send a method, or an id and a"
                  + " result."));
    }
    return Optional.empty();
  }

  private static boolean isId(JsonNode id) {
    return (id.isString() && id.asString().length() <= LONGEST_ID)
        || (id.isIntegralNumber() && id.canConvertToLong());
  }

  private static Reading refused(int code, String message) {
    return new Reading.Refused(new Fault(400, code, message));
  }

  /// The message again, as bytes. Whoever reads it next reads what was checked here.
  byte[] bytes() {
    return MAPPER.writeValueAsBytes(whole);
  }
}
