package dev.coppice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An owner's `/mcp` that behaves: sessions, JSON and event streams, and on request misbehaviour. A
/// tool is called by what it shall do: `echo`, `stream`, `slow` (until [#release]), `drop` (the
/// connection, in the middle of the answer), `vanish` (before a byte of it).
final class FakeMcpOwner implements AutoCloseable {
  static final String TOKEN = "a-token-that-nobody-guesses-0123456789abcdef";

  private final ServerSocket server;
  private final Thread acceptor;
  private final AtomicInteger sessionsMade = new AtomicInteger();
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean listens = true;
  private final AtomicInteger unavailable = new AtomicInteger();

  FakeMcpOwner() {
    try {
      server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread _ =
            Thread.ofVirtual()
                .start(() -> {
                  try (socket) {
                    handle(HttpTalk.read(socket));
                  } catch (IOException _) {
                    // The other side has gone.
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  RunningOwner owner() {
    return new RunningOwner(4711, URI.create("http://127.0.0.1:" + server.getLocalPort()), TOKEN);
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
    try {
      server.close();
      // Until then the kernel lets clients in whom nobody will serve.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpTalk talk) throws IOException, InterruptedException {
    String session = talk.header("Mcp-Session-Id");
    JsonNode message = JsonMapper.shared().readTree(talk.body());
    heard.add(talk.method() + " " + session + " " + (talk.body().isEmpty() ? "" : name(message)));
    if (!("Bearer " + TOKEN).equals(talk.header("Authorization"))) {
      talk.json(401, "{\"error\":\"Unauthorized\",\"remedy\":\"Show the token.\"}");
    } else if (unavailable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      talk.json(503, "{\"error\":\"Ending\"}");
    } else if (name(message).equals("initialize")) {
      initialize(talk, message);
    } else if (session == null) {
      talk.json(400, rpcError(message, "Session ID required"));
    } else if (!sessions.contains(session)) {
      talk.json(404, rpcError(message, "Session not found"));
    } else if (!"2025-11-25".equals(talk.header("MCP-Protocol-Version"))) {
      talk.json(400, rpcError(message, "No protocol version"));
    } else if (talk.method().equals("DELETE")) {
      sessions.remove(session);
      talk.head(200);
    } else if (talk.method().equals("GET")) {
      listen(talk);
    } else {
      answer(talk, message);
    }
  }

  private void initialize(HttpTalk talk, JsonNode message) throws IOException {
    String session = "s" + sessionsMade.incrementAndGet();
    sessions.add(session);
    talk.json(
        200,
        "Mcp-Session-Id: " + session + "\n",
        rpc(
            message,
            """
            "result": {
              "protocolVersion": "2025-11-25", "capabilities": {}, "session": "%s"
            }\
            """
                .formatted(session)));
  }

  private void listen(HttpTalk talk) throws IOException, InterruptedException {
    if (!listens) {
      talk.head(405);
      return;
    }
    String last = talk.header("Last-Event-ID");
    lastEventIds.add(String.valueOf(last));
    talk.stream();
    // The first stream breaks off after one message, the second goes on after it.
    int next = last == null ? 1 : Integer.parseInt(last) + 1;
    talk.event(
        ": hello\nretry: 10\nid: " + next + "\n",
        "{\"jsonrpc\":\"2.0\",\"method\":\"n" + next + "\"}");
    if (next > 1) {
      released.await(10, TimeUnit.SECONDS);
    }
  }

  private void answer(HttpTalk talk, JsonNode message) throws IOException, InterruptedException {
    if (!message.has("id") || !message.has("method")) {
      talk.head(202);
      return;
    }
    String result = rpc(message, "\"result\":{\"of\":\"" + name(message) + "\"}");
    switch (message.at("/params/name").asString("echo")) {
      case "stream" -> {
        talk.stream();
        talk.event(
            "event: message\n",
            "{\"jsonrpc\":\"2.0\",\ndata: \"method\":\"notifications/progress\"}");
        talk.event("", result);
      }
      case "slow" -> {
        released.await(10, TimeUnit.SECONDS);
        talk.json(200, result);
      }
      case "drop" -> {
        talk.stream();
        talk.event("", "{\"jsonrpc\":\"2.0\",\"method\":\"half\"}");
      }
      case "vanish" -> talk.vanish();
      default -> talk.json(200, result);
    }
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
