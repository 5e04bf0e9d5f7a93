package dev.coppice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// Somebody who asks one small thing again and again, and looks at the clock.
record HealthyClient(AttackedServer server) {
  private static final String PATH = "/api/orchestration/progress";
  private static final Duration PAUSE = Duration.ofMillis(5);
  // A request that fails counts as one that took so long.
  private static final Duration FAILED = Duration.ofSeconds(30);

  /// How long answers took, in milliseconds.
  record Times(int count, int failures, double median, double p95, double longest) {
    static Times of(double[] sorted, int failures) {
      Arrays.sort(sorted);
      return new Times(
          sorted.length,
          failures,
          sorted[sorted.length / 2],
          sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * 0.95) - 1)],
          sorted[sorted.length - 1]);
    }
  }

  /// A new connection for each request.
  Times fresh(int count) {
    double[] times = new double[count];
    int failures = 0;
    for (int i = 0; i < count; i++) {
      times[i] = once();
      failures += times[i] >= FAILED.toMillis() ? 1 : 0;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Times.of(times, failures);
  }

  /// How long one request on a new connection takes, the connection included.
  double once() {
    long begun = System.nanoTime();
    try (Socket socket = server.connect()) {
      ask(socket);
    } catch (IOException _) {
      return FAILED.toMillis();
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  /// One connection for all, and another one where that is closed.
  Times kept(int count) throws IOException {
    double[] times = new double[count];
    int failures = 0;
    Socket socket = server.connect();
    for (int i = 0; i < count; i++) {
      long begun = System.nanoTime();
      try {
        ask(socket);
        times[i] = (System.nanoTime() - begun) / 1e6;
      } catch (IOException _) {
        times[i] = FAILED.toMillis();
        failures++;
        socket.close();
        socket = server.connect();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    socket.close();
    return Times.of(times, failures);
  }

  private void ask(Socket socket) throws IOException {
    socket.getOutputStream().write(server.head("GET", PATH).getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection was closed");
      }
      head.append((char) next);
    }
    if (!head.substring(0, 12).equals("HTTP/1.1 200")) {
      throw new IOException("the answer was " + head.substring(0, 12));
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElseThrow(() -> new IOException("the answer has no length"));
    if (in.readNBytes(length).length < length) {
      throw new IOException("the answer was cut off");
    }
  }
}
