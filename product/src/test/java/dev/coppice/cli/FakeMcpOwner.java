package dev.coppice.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An owner's `/mcp` that behaves: sessions, JSON and event streams, and on request misbehaviour. A
/// tool is called by what it shall do: `echo`, `stream`, `slow` (until [#release]), `drop` (the
/// connection, in the middle of the answer), `vanish` (before a byte of it).
final class FakeMcpOwner implements AutoCloseable {
  static final String TOKEN = "a-token-that-nobody-guesses-0123456789abcdef";

  private final HttpServer server;
  private final AtomicInteger sessionsMade = new AtomicInteger();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean listens = true;
  private final AtomicInteger unavailable = new AtomicInteger();

  FakeMcpOwner() {
    this(0);
  }

  FakeMcpOwner(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/mcp", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  RunningOwner owner() {
    return new RunningOwner(4711, URI.create("http://127.0.0.1:" + port()), TOKEN);
  }

  /// What was asked, oldest first: `METHOD session name-of-the-message`.
  List<String> heard() {
    return heard;
  }

  List<String> lastEventIds() {
    return lastEventIds;
  }

  void release() {
    released.countDown();
  }

  /// Forgets its sessions, as an owner does that was started again.
  void forget() {
    sessions.clear();
  }

  /// Has no stream for what is said unasked.
  void beSilent() {
    listens = false;
  }

  /// Refuses so many messages because it is about to end.
  void beUnavailable(int times) {
    unavailable.set(times);
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
      String method = exchange.getRequestMethod();
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonNode message = JsonMapper.shared().readTree(body);
      heard.add(method + " " + session + " " + (body.length == 0 ? "" : name(message)));
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        json(exchange, 401, "{\"error\":\"Unauthorized\",\"remedy\":\"Show the token.\"}");
      } else if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        json(exchange, 503, "{\"error\":\"Ending\"}");
      } else if (name(message).equals("initialize")) {
        initialize(exchange, message);
      } else if (session == null) {
        json(exchange, 400, rpcError(message, "Session ID required"));
      } else if (!sessions.contains(session)) {
        json(exchange, 404, rpcError(message, "Session not found"));
      } else if (!"2025-11-25"
          .equals(exchange.getRequestHeaders().getFirst("MCP-Protocol-Version"))) {
        json(exchange, 400, rpcError(message, "No protocol version"));
      } else if (method.equals("DELETE")) {
        sessions.remove(session);
        exchange.sendResponseHeaders(200, -1);
      } else if (method.equals("GET")) {
        listen(exchange);
      } else {
        answer(exchange, message);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void initialize(HttpExchange exchange, JsonNode message) throws IOException {
    String session = "s" + sessionsMade.incrementAndGet();
    sessions.add(session);
    exchange.getResponseHeaders().set("Mcp-Session-Id", session);
    json(
        exchange,
        200,
        rpc(
            message,
            """
            "result": {
              "protocolVersion": "2025-11-25", "capabilities": {}, "session": "%s"
            }\
            """
                .formatted(session)));
  }

  private void listen(HttpExchange exchange) throws IOException, InterruptedException {
    if (!listens) {
      exchange.sendResponseHeaders(405, -1);
      return;
    }
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    lastEventIds.add(String.valueOf(last));
    OutputStream out = stream(exchange);
    // The first stream breaks off after one message, the second goes on after it.
    int next = last == null ? 1 : Integer.parseInt(last) + 1;
    event(
        out,
        ": hello\nretry: 10\nid: " + next + "\n",
        "{\"jsonrpc\":\"2.0\",\"method\":\"n" + next + "\"}");
    if (next > 1) {
      released.await(10, TimeUnit.SECONDS);
    }
  }

  private void answer(HttpExchange exchange, JsonNode message)
      throws IOException, InterruptedException {
    if (!message.has("id") || !message.has("method")) {
      exchange.sendResponseHeaders(202, -1);
      return;
    }
    String result = rpc(message, "\"result\":{\"of\":\"" + name(message) + "\"}");
    switch (message.at("/params/name").asString("echo")) {
      case "stream" -> {
        OutputStream out = stream(exchange);
        event(
            out,
            "event: message\n",
            "{\"jsonrpc\":\"2.0\",\ndata: \"method\":\"notifications/progress\"}");
        event(out, "", result);
      }
      case "slow" -> {
        released.await(10, TimeUnit.SECONDS);
        json(exchange, 200, result);
      }
      case "drop" -> event(stream(exchange), "", "{\"jsonrpc\":\"2.0\",\"method\":\"half\"}");
      case "vanish" -> exchange.close();
      default -> json(exchange, 200, result);
    }
  }

  private static OutputStream stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void event(OutputStream out, String before, String data) throws IOException {
    out.write((before + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void json(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String rpcError(JsonNode message, String text) {
    return rpc(message, "\"error\":{\"code\":-32600,\"message\":\"" + text + "\"}");
  }

  private static String rpc(JsonNode message, String rest) {
    String id = !message.has("id") ? "null" : message.get("id").toString();
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + rest + "}";
  }

  private static String name(JsonNode message) {
    return message.path("method").asString("answer")
        + (message.at("/params/name").isString()
            ? ":" + message.at("/params/name").asString()
            : "");
  }
}
