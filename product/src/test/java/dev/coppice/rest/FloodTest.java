package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.Counters.Reason;
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
    String change =
        "PUT /api/orchestration/pause HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(server.port(), RunningServer.TOKEN);
    List<String> answers = new ArrayList<>();
    try (var connection = new RawConnection(server)) {
      connection.send(change.repeat(300));
      for (int i = 0; i < 300; i++) {
        answers.add(connection.answer());
      }
    }

    assertThat(answers.getFirst()).startsWith("HTTP/1.1 200 ");
    assertThat(answers)
        .filteredOn(answer -> answer.startsWith("HTTP/1.1 429 "))
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer).contains("Retry-After: 1", "\"remedy\""));
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
    assertThat(theirs).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void requestsAreCountedByTheirPatternAndNeverByWhatWasAskedFor() throws Exception {
    for (int i = 0; i < 20; i++) {
      server.get("/api/orchestration/agents/agent-" + i);
      server.get("/nowhere/" + i);
    }

    // Who is answered may know it before it is counted.
    await().untilAsserted(this::countsPatterns);
  }

  private void countsPatterns() {
    assertThat(server.counters().answered())
        .extracting(Counters.Answered::route, Counters.Answered::status, Counters.Answered::count)
        .containsExactlyInAnyOrder(
            tuple("/api/orchestration/agents/{id}", 404, 20L), tuple("other", 404, 20L));
  }
}
