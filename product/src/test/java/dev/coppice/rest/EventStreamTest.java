package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.EventClient.Message;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {
  private static final String EVENTS = "/api/orchestration/events";
  private static final String STREAM = EVENTS + "/stream";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  private EventClient listen(String path, String... headers) throws IOException {
    return new EventClient(server.port(), path, headers);
  }

  @Test
  void sendsEveryEventFromTheBeginningAsTheListTellsIt() throws Exception {
    service.open(true);
    service.settle();
    int all = service.getEventLog(0).size();

    try (EventClient client = listen(STREAM + "?after=0")) {
      List<Message> messages = client.next(all);

      assertThat(client.head())
          .startsWith("HTTP/1.1 200")
          .contains("text/event-stream", "no-store")
          .containsIgnoringCase("connection: close");
      var listed = json(server.get(EVENTS + "?limit=0")).path("events");
      for (int i = 0; i < all; i++) {
        assertThat(JsonMapper.shared().readTree(messages.get(i).data())).isEqualTo(listed.path(i));
        assertThat(messages.get(i).type()).isEqualTo(listed.path(i).path("type").asString());
      }
      assertThat(messages.stream().map(Message::id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void theEventsOfOneFactHaveOnePlaceEachAndReadingGoesOnBehindAnyOfThem() throws Exception {
    service.open(true);
    service.settle();
    List<OrchestrationEvent> all = service.getEventLog(0);
    assertThat(all.stream().map(OrchestrationEvent::seq).distinct().count())
        .as("some facts are published as several events")
        .isLessThan(all.size());
    List<Message> messages;
    try (EventClient client = listen(STREAM + "?after=0")) {
      messages = client.next(all.size());
    }

    for (int i = 0; i < all.size() - 1; i++) {
      try (EventClient again = listen(STREAM, "Last-Event-ID: " + messages.get(i).id())) {
        assertThat(again.next()).contains(messages.get(i + 1));
      }
    }
  }

  @Test
  void tellsWhatHappensFromNowOnWhenNotAskedForMore() throws Exception {
    service.open(false);
    service.pause();

    try (EventClient client = listen(EVENTS, "Accept: text/event-stream")) {
      Message place = place(client);
      service.resume();
      Message resumed = client.next().orElseThrow();
      service.pause();

      assertThat(resumed.type()).isEqualTo("orchestrator:resumed");
      assertThat(client.next().orElseThrow().type()).isEqualTo("orchestrator:paused");
      try (EventClient again = listen(STREAM, "Last-Event-ID: " + place.id())) {
        assertThat(again.next()).as("one who left before the first event").contains(resumed);
      }
    }
  }

  private static Message place(EventClient client) throws IOException {
    Message message = client.any().orElseThrow();
    while (message.id().isEmpty()) {
      message = client.any().orElseThrow();
    }
    return message;
  }

  @Test
  void waitsForASystemThatIsNotThereYet() throws Exception {
    try (EventClient client = listen(STREAM)) {
      assertThat(client.any()).as("it begins all the same").isPresent();
      Awaitility.await().until(service::isHeard);
      service.open(false);

      assertThat(client.next().orElseThrow().type()).isEqualTo("orchestrator:created");
    }
  }

  @Test
  void sendsOnlyWhatIsWanted() throws Exception {
    service.open(true);
    service.settle();

    List<String> types = new ArrayList<>();
    try (EventClient client =
        listen(STREAM + "?after=0&types=agent:spawned,work:completed&moduleId=money")) {
      client.next(2).forEach(message -> types.add(message.type()));
    }

    assertThat(types).containsExactly("agent:spawned", "work:completed");
    HttpResponse<String> refused = server.get(STREAM + "?types=agent:spawmed");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("remedy").asString()).contains("agent:spawned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.", "1.2.3", "812.1-zzzzzzzz", "99999999999999999999", "1 "})
  void anIdThatIsNoneIsRefused(String id) throws Exception {
    service.open(false);

    HttpResponse<String> refused =
        server.send(server.allowed(STREAM).header("Last-Event-ID", id + "?"));
    HttpResponse<String> after =
        server.get(
            STREAM
                + "?after="
                + java.net.URLEncoder.encode(id + "?", java.nio.charset.StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("remedy").asString()).contains("812.1");
    assertThat(after.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"900000", "900000.1", "1.1-00000000"})
  void whoComesFromAnotherLogIsToldToForgetItAndGetsEverything(String id) throws Exception {
    service.open(false);

    try (EventClient client = listen(STREAM, "Last-Event-ID: " + id)) {
      Message reset = client.next().orElseThrow();
      assertThat(reset.type()).isEqualTo("reset");
      assertThat(reset.id()).isEqualTo("0");
      assertThat(reset.data()).contains("another log");
      assertThat(client.next().orElseThrow().type()).isEqualTo("orchestrator:created");
    }
  }

  @Test
  void oneWhoLeavesIsForgottenAtOnce() throws Exception {
    service.open(false);
    EventClient client = listen(STREAM);
    place(client);
    assertThat(service.isHeard()).isTrue();

    client.close();

    Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> !service.isHeard());
  }

  @Test
  void streamsEndWhenTheServerStops() throws Exception {
    service.open(false);
    try (EventClient client = listen(STREAM)) {
      place(client);
      long before = System.nanoTime();
      server.close();

      assertThat(client.next()).as("a proper end").isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(service.isHeard()).isFalse();
    }
  }

  @Test
  void thereAreSixtyFourAtMost() throws Exception {
    service.open(false);
    List<EventClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        clients.add(listen(STREAM));
      }
      HttpResponse<String> refused = server.get(STREAM);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(json(refused).path("error").asString()).contains("streams");
      assertThat(server.get(EVENTS).statusCode()).as("others are answered").isEqualTo(200);

      clients.removeLast().close();

      Awaitility.await()
          .until(() -> {
            EventClient client = listen(STREAM);
            clients.add(client);
            return client.head().startsWith("HTTP/1.1 200");
          });
    } finally {
      for (EventClient client : clients) {
        client.close();
      }
    }
  }
}
