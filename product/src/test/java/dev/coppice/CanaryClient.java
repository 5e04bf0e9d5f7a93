package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a server with secrets in every part of a request, and keeps all that it answers.
record CanaryClient(int port, String token, Canaries secrets, StringBuilder answers) {
  private static final int PATIENCE_MILLIS = 90_000;

  void misuse() throws IOException {
    String api = "/api/orchestration";
    ask("GET", api + "/" + secrets.at("unknown path"), "");
    ask("GET", api + "/agents/" + secrets.at("unknown agent"), "");
    ask("DELETE", api + "/agents/" + secrets.at("agent to end"), "");
    ask("GET", api + "/modules/" + secrets.at("unknown module") + "/why", "");
    ask("POST", api + "/modules/" + secrets.at("module to land") + "/land", "{}");
    ask("GET", api + "/events?limit=" + secrets.at("query"), "");
    ask("GET", api + "/events?" + secrets.at("name in the query") + "=1", "");
    ask("GET", api + "/agents?status=" + secrets.at("filter"), "");
    ask("GET", api + "/%zz" + secrets.at("broken path"), "");
    ask("POST", api + "/agents", "{\"moduleId\":\"" + secrets.at("broken body"));
    ask(
        "POST",
        api + "/agents",
        "{\"moduleId\":\"gamma\",\"loopId\":\"%s\"}".formatted(secrets.at("unknown loop")));
    ask(
        "POST",
        api + "/agents",
        "{\"moduleId\":\"%s\",\"loopId\":\"quick-loop\"}".formatted(secrets.at("module to spawn")));
    ask(
        "POST",
        api + "/agents",
        "{\"moduleId\":\"gamma\",\"loopId\":\"quick-loop\",\"scope\":\"%s\"}"
            .formatted(secrets.at("scope")));
    ask("POST", api + "/agents/auto", "{\"count\":\"%s\"}".formatted(secrets.at("wrong type")));
    ask(
        "POST",
        api + "/init",
        "{\"systemId\":\"%s\",\"systemPath\":\"/%s\"}"
            .formatted(secrets.at("system id"), secrets.at("system path")));
    raw("GET " + api + " HTTP/1.1", "Authorization: Bearer " + secrets.at("wrong token"));
    raw("GET " + api + " HTTP/1.1", "X-API-Key: " + secrets.at("wrong key"));
    raw("GET " + api + " HTTP/1.1", "Host: " + secrets.at("host"));
    raw("GET " + api + " HTTP/1.1", "Origin: http://" + secrets.at("origin"));
    raw("GET /" + secrets.at("broken request line"));
    String header = "Authorization: Bearer " + token;
    raw("GET " + api + " HTTP/1.1", header, "User-Agent: " + secrets.at("user agent"));
    raw("GET " + api + " HTTP/1.1", header, "Accept: " + secrets.at("accept"));
    raw("GET " + api + " HTTP/1.1", header, "If-None-Match: " + secrets.at("entity tag"));
    raw(
        "PUT " + api + "/pause HTTP/1.1",
        header,
        "Idempotency-Key: " + secrets.at("idempotency key"));
    raw(
        "POST " + api + "/agents HTTP/1.1",
        header,
        "Content-Type: " + secrets.at("type"),
        "Content-Length: 2");
  }

  void tools() throws IOException {
    String opened =
        ask(
            "POST",
            "/mcp",
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"%s","version":"1"}}}\
            """
                .formatted(secrets.at("name of a client")));
    Matcher session = Pattern.compile("(?im)^mcp-session-id: (\\S+)").matcher(opened);
    String id = session.find() ? session.group(1) : "";
    for (String call :
        List.of(
            "{\"name\":\"%s\",\"arguments\":{}}".formatted(secrets.at("tool")),
            "{\"name\":\"get_agent\",\"arguments\":{\"agentId\":\"%s\"}}"
                .formatted(secrets.at("agent of a tool")),
            "{\"name\":\"list_agents\",\"arguments\":{\"%s\":1}}"
                .formatted(secrets.at("argument of a tool")),
            "{\"name\":\"spawn_agent\",\"arguments\":{\"moduleId\":\"%s\",\"loopId\":\"quick-loop\"}}"
                .formatted(secrets.at("module of a tool")))) {
      ask(
          "POST",
          "/mcp",
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":%s}".formatted(call),
          "Mcp-Session-Id: " + id);
    }
  }

  String ask(String method, String path, String body, String... headers) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.add("Authorization: Bearer " + token);
    if (path.equals("/mcp")) {
      lines.add("Accept: application/json, text/event-stream");
    }
    if (!body.isEmpty()) {
      lines.add("Content-Type: application/json");
      lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    lines.addAll(List.of(headers));
    return send(lines, body);
  }

  void raw(String... lines) throws IOException {
    String _ = send(List.of(lines), "");
  }

  private String send(List<String> lines, String body) throws IOException {
    var request = new StringBuilder();
    lines.forEach(line -> request.append(line).append("\r\n"));
    if (lines.stream().noneMatch(line -> line.startsWith("Host: "))) {
      request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n").append(body);
    try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).as(lines.getFirst()).startsWith("HTTP/1.1 ");
      answers.append(lines.getFirst().split(" ", 2)[0]).append('\n').append(answer).append('\n');
      return answer;
    }
  }
}
