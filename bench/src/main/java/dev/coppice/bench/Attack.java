package dev.coppice.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Many at once who do a server no good. Each goes on until it is ended.
final class Attack implements AutoCloseable {
  private static final long TEN_GIGABYTES = 10_000_000_000L;
  private static final Duration BETWEEN_BYTES = Duration.ofMillis(200);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final int CROWD = 10_000;
  private static final String AGENTS = "/api/orchestration/agents";
  private static final String JSON = "Content-Type: application/json";

  private final AttackedServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean over = new AtomicBoolean();
  private final LongAdder tries = new LongAdder();
  private final Queue<Socket> held = new ConcurrentLinkedQueue<>();
  private final CountDownLatch under = new CountDownLatch(1);

  /// What one of them does; an [IOException] only ends this try.
  private interface Deed {
    void run() throws IOException;
  }

  /// Every kind of attack.
  enum Kind {
    SLOWLORIS("200 connections that send a byte of a header now and then"),
    BODY_DECLARED("4 that send a body of 10 GB, declared"),
    BODY_CHUNKED("4 that send a body of 10 GB, in chunks"),
    CONNECTIONS("10,000 connections that say nothing"),
    DEEP_JSON("4 that send a megabyte of opening brackets"),
    WRONG_TOKENS("20 that guess tokens");

    final String text;

    Kind(String text) {
      this.text = text;
    }

    static List<Kind> all() {
      return Arrays.asList(values());
    }
  }

  private Attack(AttackedServer server) {
    this.server = server;
  }

  /// Returns when it is in full swing.
  static Attack begin(AttackedServer server, Kind kind) throws InterruptedException {
    var attack = new Attack(server);
    switch (kind) {
      case SLOWLORIS -> attack.many(200, attack::trickle);
      case BODY_DECLARED ->
          attack.many(4, () -> attack.pour("Content-Length: " + TEN_GIGABYTES, ""));
      case BODY_CHUNKED -> attack.many(4, () -> attack.pour("Transfer-Encoding: chunked", "10000"));
      case CONNECTIONS -> attack.crowd();
      case DEEP_JSON -> attack.many(4, attack::nest);
      case WRONG_TOKENS -> attack.many(20, attack::guess);
    }
    attack.under.await(10, TimeUnit.SECONDS);
    return attack;
  }

  /// How often somebody connected.
  long tries() {
    return tries.sum();
  }

  private void many(int count, Deed deed) {
    for (int i = 0; i < count; i++) {
      var _ =
          threads.submit(() -> {
            while (!over.get()) {
              tries.increment();
              try {
                deed.run();
              } catch (IOException _) {
                // The server has had enough of this one.
              }
              under.countDown();
              LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
          });
    }
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    under.countDown();
  }

  /// All of them stay, for as long as the server has them.
  private void crowd() {
    var _ =
        threads.submit(() -> {
          while (!over.get() && tries.sum() < CROWD) {
            tries.increment();
            try {
              held.add(server.connect());
            } catch (IOException _) {
              // One less.
            }
            if (tries.sum() == CROWD / 10) {
              under.countDown();
            }
          }
        });
  }

  private void trickle() throws IOException {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      send(out, "GET / HTTP/1.1\r\nX-Slow: ");
      while (!over.get()) {
        send(out, "x");
        LockSupport.parkNanos(BETWEEN_BYTES.toNanos());
      }
    }
  }

  private void pour(String length, String chunkSize) throws IOException {
    byte[] much = "x".repeat(0x10000).getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      send(out, server.head("POST", AGENTS, JSON, length));
      for (long sent = 0; sent < TEN_GIGABYTES && !over.get(); sent += much.length) {
        if (!chunkSize.isEmpty()) {
          send(out, chunkSize + "\r\n");
        }
        out.write(much);
        if (!chunkSize.isEmpty()) {
          send(out, "\r\n");
        }
      }
    }
  }

  private void nest() throws IOException {
    String deep = "[".repeat(1_000_000);
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      send(out, server.head("POST", AGENTS, JSON, "Content-Length: " + deep.length()) + deep);
      socket.shutdownOutput();
      var _ = socket.getInputStream().readAllBytes();
    }
  }

  private void guess() throws IOException {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      send(
          out,
          server.head("GET", AGENTS, "Connection: close").replaceFirst("Bearer .", "Bearer guess"));
      var _ = socket.getInputStream().readAllBytes();
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Everybody hangs up.
  @Override
  public void close() throws IOException {
    over.set(true);
    threads.shutdownNow();
    for (Socket each : held) {
      each.close();
    }
  }
}
