package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A small form of `coppice bench attack`: what a healthy client waits while others attack, against
/// what it waits in the same run when nobody does.
class UnderAttackTest {
  private static final String PROGRESS = "/api/orchestration/progress";
  private static final int SAMPLES = 60;
  private static final double MOST_RATIO = 5;
  // Below this nobody feels it, and a busy machine makes such figures anyway.
  private static final double UNNOTICED_MS = 100;

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server = new RunningServer(service);
  private final List<RawConnection> held = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void open() throws IOException {
    service.open(false);
    var _ = median();
  }

  @AfterEach
  void close() throws IOException {
    over.set(true);
    threads.close();
    for (RawConnection each : held) {
      each.close();
    }
    server.close();
  }

  @Test
  void twoHundredSlowConnectionsKeepNobodyWaiting() throws IOException {
    double idle = median();
    for (int i = 0; i < 200; i++) {
      hold().send("GET / HTTP/1.1\r\nX-Slow: ");
    }

    assertHealthy(idle);
  }

  @Test
  void aThousandSilentConnectionsKeepNobodyWaiting() throws IOException {
    double idle = median();
    for (int i = 0; i < 1_000; i++) {
      var _ = hold();
    }

    assertHealthy(idle);
    await()
        .untilAsserted(() -> assertThat(server.counters().connections()).isLessThanOrEqualTo(100));
  }

  @Test
  void endlessBodiesKeepNobodyWaiting() throws IOException {
    double idle = median();
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    for (int i = 0; i < 2; i++) {
      attack(connection -> {
        connection.send(
            RawConnection.post(server, "/api/orchestration/agents", "Transfer-Encoding: chunked"));
        while (!over.get()) {
          connection.send(chunk);
        }
      });
    }

    assertHealthy(idle);
  }

  @Test
  void deeplyNestedJsonKeepsNobodyWaiting() throws IOException {
    double idle = median();
    String deep = "[".repeat(500_000);
    for (int i = 0; i < 2; i++) {
      attack(connection -> {
        connection.send(
            RawConnection.post(
                server, "/api/orchestration/agents", "Content-Length: " + deep.length()));
        connection.send(deep);
        var _ = connection.answer();
      });
    }

    assertHealthy(idle);
  }

  private void assertHealthy(double idle) throws IOException {
    assertThat(median()).isLessThan(Math.max(UNNOTICED_MS, MOST_RATIO * idle));
    over.set(true);
    assertThat(median()).isLessThan(Math.max(UNNOTICED_MS, MOST_RATIO * idle));
  }

  /// Milliseconds from before the connection is made to the whole answer; each must come.
  private double median() throws IOException {
    double[] times = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      long begun = System.nanoTime();
      try (var connection = new RawConnection(server)) {
        connection.send(RawConnection.get(server, PROGRESS));
        assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
      }
      times[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(times);
    return times[SAMPLES / 2];
  }

  private RawConnection hold() throws IOException {
    var connection = new RawConnection(server);
    held.add(connection);
    return connection;
  }

  private interface Deed {
    void on(RawConnection connection) throws IOException;
  }

  private void attack(Deed deed) {
    var _ =
        threads.submit(() -> {
          while (!over.get()) {
            try (var connection = new RawConnection(server)) {
              deed.on(connection);
            } catch (IOException _) {
              // The server has had enough of this one; there is another.
            }
          }
        });
  }
}
