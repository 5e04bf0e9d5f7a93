package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.Counters.Reason;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final int FEW = 10;
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String PROGRESS = "/api/orchestration/progress";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final List<RawConnection> opened = new ArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private RunningServer server = server(LONG, LONG, LONG);

  @BeforeEach
  void open() {
    service.open(false);
  }

  @AfterEach
  void close() throws IOException {
    released.countDown();
    for (RawConnection each : opened) {
      each.close();
    }
    server.close();
  }

  @Test
  void aCrowdOfSilentConnectionsLocksNobodyOut() throws Exception {
    List<RawConnection> silent = connect(5 * FEW);

    assertThat(server.get(PROGRESS).statusCode()).isEqualTo(200);
    await()
        .untilAsserted(() -> assertThat(server.counters().connections()).isLessThanOrEqualTo(FEW));
    assertThat(silent.getFirst().isClosed()).isTrue();
    assertThat(server.counters().refused().get(Reason.CROWDED)).isGreaterThan(3L * FEW);
  }

  @Test
  void whoHasShownAGoodTokenStaysWhenStrangersAreSentAway() throws Exception {
    RawConnection known = connect(1).getFirst();
    known.send(RawConnection.get(server, PROGRESS));
    assertThat(known.answer()).startsWith("HTTP/1.1 200 ");

    List<RawConnection> silent = connect(3 * FEW);

    await().until(() -> silent.getFirst().isClosed());
    known.send(RawConnection.get(server, PROGRESS));
    assertThat(known.answer()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void amongThoseWithATokenTheLongestIdleGoesFirst() throws Exception {
    List<RawConnection> known = new ArrayList<>();
    for (int i = 0; i <= FEW; i++) {
      RawConnection each = connect(1).getFirst();
      each.send(RawConnection.get(server, PROGRESS));
      assertThat(each.answer()).startsWith("HTTP/1.1 200 ");
      known.add(each);
    }

    await().until(() -> known.getFirst().isClosed());
    assertThat(known.getLast().isClosed()).isFalse();
  }

  @Test
  void aConnectionThatIsBeingAnsweredIsNeverClosed() throws Exception {
    RawConnection asking = connect(1).getFirst();
    asking.send(RawConnection.get(server, "/slow"));
    await().until(() -> server.counters().answering() == 1);

    List<RawConnection> silent = connect(5 * FEW);
    await().until(() -> silent.getFirst().isClosed());
    released.countDown();

    assertThat(asking.answer()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void tricklingHeadersBuyNoTime() throws Exception {
    again(SHORT, LONG, LONG);
    RawConnection slow = connect(1).getFirst();
    long begun = System.nanoTime();
    slow.send("GET / HTTP/1.1\r\n");

    await().pollInterval(Duration.ofMillis(50)).until(() -> trickles(slow));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(SHORT, SHORT.multipliedBy(5));
    assertThat(server.counters().refused()).containsEntry(Reason.SLOW, 1L);
  }

  @Test
  void tricklingHeadersBuyNoTimeOnAConnectionThatWasAnsweredEither() throws Exception {
    again(SHORT, LONG, LONG);
    RawConnection slow = connect(1).getFirst();
    slow.send(RawConnection.get(server, PROGRESS));
    assertThat(slow.answer()).startsWith("HTTP/1.1 200 ");

    await().pollInterval(Duration.ofMillis(50)).until(() -> trickles(slow));

    assertThat(server.counters().refused()).containsEntry(Reason.SLOW, 1L);
  }

  @Test
  void anIdleConnectionIsClosedInTheEndAndThatIsNobodysFault() throws Exception {
    again(LONG, LONG, SHORT);
    RawConnection idle = connect(1).getFirst();
    idle.send(RawConnection.get(server, PROGRESS));
    assertThat(idle.answer()).startsWith("HTTP/1.1 200 ");

    await().until(idle::isClosed);

    assertThat(server.counters().refused()).containsEntry(Reason.SLOW, 0L);
    await().until(() -> server.counters().connections() == 0);
  }

  @Test
  void aBodyThatTricklesForTooLongIsRefused() throws Exception {
    again(LONG, SHORT, LONG);
    RawConnection slow = connect(1).getFirst();
    slow.send(RawConnection.post(server, "/api/orchestration/agents", "Content-Length: 1000"));
    slow.send("{");

    assertThat(slow.answer()).startsWith("HTTP/1.1 408 ").contains("\"remedy\"");
    await().until(slow::isClosed);
    assertThat(server.counters().refused()).containsEntry(Reason.SLOW, 1L);
  }

  @Test
  void streamsHaveTheirOwnRoomAndAreTurnedAwayBeyondIt() throws Exception {
    List<RawConnection> streams = connect(3);
    for (RawConnection each : streams) {
      each.send(RawConnection.get(server, "/slow", "Accept: text/event-stream"));
    }

    await()
        .untilAsserted(
            () -> assertThat(server.counters().refused()).containsEntry(Reason.STREAMS, 1L));
    assertThat(server.counters().streams()).isEqualTo(2);
    assertThat(server.counters().answering()).isZero();
    released.countDown();
    await().until(() -> server.counters().streams() == 0);
  }

  @Test
  void moreAnswersAtOnceThanThereAreSeatsAreRefusedAndNobodyWaits() throws Exception {
    for (RawConnection each : connect(4)) {
      each.send(RawConnection.get(server, "/slow"));
    }
    await().until(() -> server.counters().answering() == 4);

    assertThat(server.get(PROGRESS).statusCode()).isEqualTo(503);
    assertThat(server.get(PROGRESS).headers().firstValue("Retry-After")).contains("1");
    released.countDown();
    await().until(() -> server.get(PROGRESS).statusCode() == 200);
  }

  @Test
  void answersAreGivenByThreadsThatMayWait() throws Exception {
    assertThat(server.get("/thread").body()).isEqualTo("true");
  }

  private static boolean trickles(RawConnection slow) {
    try {
      slow.send("X");
    } catch (IOException _) {
      return true;
    }
    return slow.isClosed();
  }

  private List<RawConnection> connect(int count) throws IOException {
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connections.add(new RawConnection(server));
    }
    opened.addAll(connections);
    return connections;
  }

  private void again(Duration headers, Duration body, Duration idle) {
    server.close();
    server = server(headers, body, idle);
  }

  private RunningServer server(Duration headers, Duration body, Duration idle) {
    var limits =
        new Limits(FEW, 3 * FEW, 2, 4, 1 << 20, headers, body, idle, Duration.ofMillis(300));
    return new RunningServer(service, limits, Map.of("/slow", new Slow(), "/thread", new Kind()));
  }

  /// Answers when it is told to.
  private final class Slow extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      response.getOutputStream().print("at last");
    }
  }

  private static final class Kind extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print(Thread.currentThread().isVirtual());
    }
  }
}
