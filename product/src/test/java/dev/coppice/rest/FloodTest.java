package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.Counters.Reason;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FloodTest {
  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server = new RunningServer(service);

  @BeforeEach
  void open() {
    service.open(false);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void changesThatComeTooFastAreRefusedWithTheTimeToWait() throws Exception {
    HttpResponse<String> last = server.write("PUT", "/api/orchestration/pause", "");
    for (int i = 0; i < 2_000 && last.statusCode() == 200; i++) {
      last = server.write("PUT", "/api/orchestration/pause", "");
    }

    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(last.body()).contains("\"remedy\"");
    assertThat(server.get("/api/orchestration/progress").statusCode()).isEqualTo(200);
    assertThat(server.counters().refused().get(Reason.RATE)).isPositive();
  }

  @Test
  void whoGuessesTokensIsSlowedDownAndNobodyElseIs() throws Exception {
    List<RawConnection> guessing = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      var each = new RawConnection(server);
      each.send(
          "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer wrong%d\r\n\r\n"
              .formatted(server.port(), i));
      guessing.add(each);
    }

    long begun = System.nanoTime();
    assertThat(server.get("/api/orchestration/progress").statusCode()).isEqualTo(200);
    Duration ours = Duration.ofNanos(System.nanoTime() - begun);
    for (RawConnection each : guessing) {
      assertThat(each.answer()).startsWith("HTTP/1.1 401 ");
      each.close();
    }
    Duration theirs = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(ours).isLessThan(theirs);
    assertThat(theirs).isBetween(Duration.ofMillis(500), Duration.ofSeconds(8));
  }

  @Test
  void requestsAreCountedByTheirPatternAndNeverByWhatWasAskedFor() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.get("/api/orchestration/agents/agent-" + i);
      server.get("/nowhere/" + i);
    }

    assertThat(server.counters().answered())
        .extracting(Counters.Answered::route, Counters.Answered::status, Counters.Answered::count)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("/api/orchestration/agents/{id}", 404, 20L),
            org.assertj.core.groups.Tuple.tuple("other", 404, 20L));
  }
}
