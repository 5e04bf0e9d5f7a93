package dev.coppice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One MCP session over HTTP, with bare requests.
final class McpDoor {
  static final String PATH = "/mcp";
  static final String ACCEPT = "Accept: application/json, text/event-stream";
  static final String JSON = "Content-Type: application/json";

  private final Door door;
  private final String token;
  private final String session;

  /// @param token whose session it is
  McpDoor(Door door, String token) {
    this.door = door;
    this.token = token;
    String hello =
        message(
            "initialize",
            Map.of(
                "protocolVersion",
                "2025-11-25",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "test", "version", "1")));
    Door.Reply reply = door.ask("POST", PATH, headers(""), hello);
    session = reply.header("mcp-session-id");
    if (session.isEmpty()) {
      throw new IllegalStateException("no session: " + reply);
    }
    var _ =
        door.ask(
            "POST",
            PATH,
            headers(session),
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
  }

  String session() {
    return session;
  }

  private List<String> headers(String ofSession) {
    List<String> headers = new ArrayList<>(List.of("Authorization: Bearer " + token, ACCEPT, JSON));
    if (!ofSession.isEmpty()) {
      headers.add("Mcp-Session-Id: " + ofSession);
    }
    return headers;
  }

  static String message(String method, Map<String, Object> params) {
    return JsonMapper.shared()
        .writeValueAsString(Map.of("jsonrpc", "2.0", "id", 7, "method", method, "params", params));
  }

  static String call(String tool) {
    return message("tools/call", Map.of("name", tool, "arguments", Map.of()));
  }

  Door.Reply post(String message) {
    return door.ask("POST", PATH, headers(session), message);
  }

  /// The answer, an error or a result.
  JsonNode ask(String method, Map<String, Object> params) {
    return answer(post(message(method, params)));
  }

  static JsonNode answer(Door.Reply reply) {
    String body = reply.body();
    int data = body.lastIndexOf("data: ");
    String json =
        data < 0
            ? body.substring(Math.max(0, body.indexOf('{')), body.lastIndexOf('}') + 1)
            : body.substring(data + "data: ".length()).lines().findFirst().orElse("");
    return JsonMapper.shared().readTree(json);
  }

  /// Every tool there is.
  List<JsonNode> tools() {
    return ask("tools/list", Map.of()).path("result").path("tools").valueStream().toList();
  }
}
