package dev.coppice;

import dev.coppice.cli.RunningOwner;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a server what programs ask it, without the classes of an HTTP client: these would only make
/// the start-up cache bigger.
record TrainingClient(RunningOwner owner) {
  private static final Pattern SESSION = Pattern.compile("(?im)^mcp-session-id:\\s*(\\S+)");
  private static final List<String> READS =
      List.of(
          "/health",
          "/api/orchestration",
          "/api/orchestration/agents",
          "/api/orchestration/events",
          "/api/orchestration/progress",
          "/api/orchestration/work-queue",
          "/api/orchestration/next-work",
          "/api/orchestration/status");

  void askEverything() throws IOException {
    for (String path : READS) {
      String _ = send("GET", path, "", "");
    }
    String opened =
        mcp(
            "",
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"training","version":"1"}}}\
            """);
    Matcher found = SESSION.matcher(opened);
    String session = found.find() ? "Mcp-Session-Id: " + found.group(1) + "\r\n" : "";
    for (String message :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"list_agents\",\"arguments\":{}}}")) {
      String _ = mcp(session, message);
    }
  }

  private String mcp(String session, String message) throws IOException {
    return send(
        "POST",
        "/mcp",
        "Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
            + session,
        message);
  }

  private String send(String method, String path, String headers, String body) throws IOException {
    String host = owner.address().getHost();
    int port = owner.address().getPort();
    String request =
        "%s %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(
                method,
                path,
                host,
                port,
                owner.token(),
                headers,
                body.getBytes(StandardCharsets.UTF_8).length,
                body);
    try (var socket = new Socket(host, port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
