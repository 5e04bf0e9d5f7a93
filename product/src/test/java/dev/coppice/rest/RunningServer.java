package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Tokens;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on loopback and ways to talk to it, well-behaved and not.
final class RunningServer implements AutoCloseable {
  static final String TOKEN = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  private final RestApi api;
  private final RestServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  RunningServer(OrchestrationService service) {
    this(service, Limits.USUAL, Map.of());
  }

  RunningServer(OrchestrationService service, Limits limits, Map<String, HttpServlet> beside) {
    api = new RestApi(service);
    server = new RestServer(api, new Tokens(TOKEN), Listening.onLoopback(0), beside, limits);
  }

  Counters counters() {
    return api.counters();
  }

  URI address() {
    return server.address();
  }

  int port() {
    return server.address().getPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address().resolve(path)).timeout(Duration.ofSeconds(40));
  }

  HttpRequest.Builder allowed(String path) {
    return request(path).header("Authorization", "Bearer " + TOKEN);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(allowed(path));
  }

  HttpResponse<String> write(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        json.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json);
    HttpRequest.Builder request = allowed(path).method(method, body);
    return send(json.isEmpty() ? request : request.header("Content-Type", "application/json"));
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  /// What comes back for bytes no client library would send.
  String raw(String request) throws IOException {
    try (var socket = new Socket(java.net.InetAddress.ofLiteral("127.0.0.1"), port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
