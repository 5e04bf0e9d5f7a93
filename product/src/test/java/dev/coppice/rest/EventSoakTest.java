package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.EventClient.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Many who listen while much happens, and whose connections break: `-Dcoppice.soak.events=10000`
/// for the long version.
class EventSoakTest {
  private static final int LISTENERS = 20;
  private static final int EVENTS = Integer.getInteger("coppice.soak.events", 1_000);
  private static final String STREAM = "/api/orchestration/events/stream";

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  /// One who listens until it has the last event, and comes back whenever it was cut off.
  private final class Listener {
    private final Random random;
    private final List<Message> heard = new ArrayList<>();
    private final long last;
    private int connections;

    Listener(int number, long last) {
      this.random = new Random(number);
      this.last = last;
    }

    Listener listen() throws IOException {
      String id = "0";
      while (!hasAll()) {
        connections++;
        int cut = 1 + random.nextInt(Math.max(2, EVENTS / 10));
        try (EventClient client = new EventClient(server.port(), STREAM, "Last-Event-ID: " + id)) {
          for (int i = 0; i < cut && !hasAll(); i++) {
            Optional<Message> next = client.next();
            if (next.isEmpty()) {
              break;
            }
            heard.add(next.get());
            id = next.get().id();
            if (random.nextInt(200) == 0) {
              LockSupport.parkNanos(Duration.ofMillis(random.nextInt(50)).toNanos());
            }
          }
          if (random.nextBoolean()) {
            client.vanish();
          }
        }
      }
      return this;
    }

    private boolean hasAll() {
      return !heard.isEmpty() && seq(heard.getLast()) >= last;
    }
  }

  private static long seq(Message message) {
    return JsonMapper.shared().readTree(message.data()).path("seq").asLong();
  }

  @Test
  void whoeverIsCutOffMissesNothingAndGetsNothingTwice() throws Exception {
    service.open(true);
    service.settle();
    long last = service.getEventLog(1).getFirst().seq() + EVENTS;
    long start = System.nanoTime();
    List<Listener> listeners = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Listener>> listening = new ArrayList<>();
      for (int i = 0; i < LISTENERS; i++) {
        var listener = new Listener(i, last);
        listening.add(threads.submit(listener::listen));
      }
      publish(last);
      for (Future<Listener> one : listening) {
        listeners.add(one.get());
      }
    }

    List<OrchestrationEvent> published = service.getEventLog(0);
    List<String> ids = published.stream().map(OrchestrationEvent::id).toList();
    assertThat(new HashSet<>(ids)).hasSize(ids.size()).hasSizeGreaterThanOrEqualTo(EVENTS);
    int connections = 0;
    for (Listener listener : listeners) {
      assertThat(listener.heard.stream().map(EventSoakTest::eventId))
          .containsExactlyElementsOf(ids);
      connections += listener.connections;
    }
    assertThat(connections).isGreaterThan(3 * LISTENERS);
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !service.isHeard());
    System.getLogger(EventSoakTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0} events to each of {1} listeners over {2} connections in {3} ms",
            ids.size(),
            LISTENERS,
            connections,
            Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  /// The 30 s until it is cut off are waited for in the long version only.
  @Test
  void oneWhoTakesNothingHoldsUpNobodyAndIsCutOff() throws Exception {
    service.open(false);
    try (var silent = new Socket()) {
      silent.setReceiveBufferSize(4_096);
      silent.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()));
      silent
          .getOutputStream()
          .write(
              ("GET "
                      + STREAM
                      + "?after=0 HTTP/1.1\r\nHost: 127.0.0.1:"
                      + server.port()
                      + "\r\nAuthorization: Bearer "
                      + RunningServer.TOKEN
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      Awaitility.await().until(service::isHeard);
      try (var other = new EventClient(server.port(), STREAM, "Last-Event-ID: 0")) {
        int events = EVENTS > 1_000 ? 20_000 : 2_000;
        publish(service.getEventLog(1).getFirst().seq() + events);

        assertThat(other.next(events)).hasSize(events);
        assertThat(service.isHeard()).isTrue();
      }
      if (EVENTS > 1_000) {
        Awaitility.await().atMost(Duration.ofSeconds(45)).until(() -> !service.isHeard());
      }
    }
  }

  private static String eventId(Message message) {
    return JsonMapper.shared().readTree(message.data()).path("id").asString();
  }

  private void publish(long last) {
    while (service.getEventLog(1).getFirst().seq() < last) {
      service.pause();
      service.resume();
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }
}
