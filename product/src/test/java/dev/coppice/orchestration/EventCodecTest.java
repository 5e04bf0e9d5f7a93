package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.ScheduleLogs;
import dev.coppice.store.StoreException;
import dev.coppice.store.StoredEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The event log's format. `events-v1.jsonl` is its guard: what was once written must read for
/// ever, so lines are only ever added to it.
final class EventCodecTest {
  /// No enum in an event has more.
  private static final int MOST_CONSTANTS = 24;

  private static final Instant AT = Instant.parse("2026-11-23T08:00:00.120Z");

  private static StoredEvent stored(String type, int version, String json) {
    return new StoredEvent(7, type, version, AT, json);
  }

  private static List<JsonNode> recorded() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventCodecTest.class.getResourceAsStream("/events-v1.jsonl"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> ServiceJson.mapper().readTree(line))
          .toList();
    }
  }

  static Stream<Event> samples() {
    return IntStream.range(0, MOST_CONSTANTS)
        .boxed()
        .flatMap(turn -> Stream.of(new EventSamples(true, turn), new EventSamples(false, turn)))
        .flatMap(samples -> samples.all().stream())
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEventReadsAsItWasWritten(Event event) {
    StoredEvent stored = EventCodec.store(7, AT, event);

    assertThat(EventCodec.read(stored)).isEqualTo(event);
    assertThat(stored.type()).isEqualTo(event.getClass().getSimpleName());
    assertThat(stored.json()).doesNotContain("\n");
  }

  @Test
  void whatWasOnceWrittenStillReadsAndKeepsEveryField() throws IOException {
    for (JsonNode line : recorded()) {
      String type = line.get("type").asString();
      JsonNode event = line.get("event");
      Event read = EventCodec.read(stored(type, line.get("version").asInt(), event.toString()));
      JsonNode again = ServiceJson.mapper().readTree(EventCodec.store(7, AT, read).json());

      assertThat(missing(event, again, type)).as("fields of %s", type).isEmpty();
    }
  }

  /// Paths that `old` has and `now` lacks, or has with another value.
  private static List<String> missing(JsonNode old, JsonNode now, String path) {
    if (old instanceof ObjectNode fields) {
      return fields.properties().stream()
          .flatMap(field ->
              now.has(field.getKey())
                  ? missing(field.getValue(), now.get(field.getKey()), path + "." + field.getKey())
                      .stream()
                  : Stream.of(path + "." + field.getKey()))
          .toList();
    }
    if (old.isArray() && now.isArray() && old.size() == now.size()) {
      return IntStream.range(0, old.size())
          .boxed()
          .flatMap(i -> missing(old.get(i), now.get(i), path + "[" + i + "]").stream())
          .toList();
    }
    return old.equals(now) ? List.of() : List.of(path);
  }

  @Test
  void everyTypeOfEventIsRecorded() throws IOException {
    List<String> recorded =
        recorded().stream().map(line -> line.get("type").asString()).distinct().toList();

    assertThat(recorded)
        .as("add a line for a new event to events-v1.jsonl; never change or remove one")
        .containsAll(EventCodec.types(Event.class).map(Class::getSimpleName).toList());
  }

  @Test
  void everyWordThatAnEventMayHoldIsRecorded() throws IOException {
    List<Event> recorded =
        recorded().stream()
            .map(line -> stored(line.get("type").asString(), 1, line.get("event").toString()))
            .map(EventCodec::read)
            .toList();

    assertThat(recorded)
        .as("add a line for each new constant to events-v1.jsonl")
        .filteredOn(event -> event instanceof Event.AgentFailed)
        .extracting(event -> ((Event.AgentFailed) event).failure().cause())
        .contains(FailureCause.values());
    assertThat(recorded)
        .filteredOn(event -> event instanceof Event.AttemptEnded)
        .extracting(event -> ((Event.AttemptEnded) event).result().end())
        .contains(AttemptResult.End.values());
    assertThat(recorded)
        .filteredOn(event -> event instanceof Event.InboxOpened)
        .extracting(event -> ((Event.InboxOpened) event).item().kind())
        .contains(InboxKind.values());
    assertThat(recorded)
        .filteredOn(event -> event instanceof Event.FailureDecided)
        .extracting(event -> ((Event.FailureDecided) event).action())
        .contains(Action.values());
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() {
    Event read = EventCodec.read(stored("Paused", 1, "{\"reason\":\"asked to\",\"by\":\"ann\"}"));

    assertThat(read).isEqualTo(new Event.Paused("asked to"));
  }

  @Test
  void aNumberOrFlagThatWasNotWrittenYetIsZeroOrFalse() {
    assertThat(EventCodec.read(stored("OwnerStarted", 1, "{}")))
        .isEqualTo(new Event.OwnerStarted(0, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unheard", "paused", "", "java.lang.String"})
  void anUnknownTypeIsRefusedWithARemedy(String type) {
    String known = type.isEmpty() ? "Event" : type;
    assertThatThrownBy(() -> EventCodec.read(stored(known, 1, "{}")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("event 7 of type " + known)
        .hasMessageContaining("Use the version of Coppice that wrote it");
  }

  @Test
  void aLaterVersionOfAnEventIsRefused() {
    assertThatThrownBy(() -> EventCodec.read(stored("Paused", 2, "{\"reason\":\"x\"}")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("version 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7", "{\"items\":7}"})
  void damagedTextIsRefusedWithItsPlace(String json) {
    assertThatThrownBy(() -> EventCodec.read(stored("WorkAssigned", 1, json)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("vent 7");
  }

  @Test
  void aWholeLifeReadsBackFromItsLog() {
    for (Map.Entry<List<Event>, OrchestratorState> life : ScheduleLogs.lives(20).entrySet()) {
      OrchestratorState state = OrchestratorState.empty();
      for (Event event : life.getKey()) {
        Event read = EventCodec.read(EventCodec.store(1, AT, event));
        assertThat(read).isEqualTo(event);
        state = Evolver.evolve(state, read);
      }
      assertThat(state.items()).isEqualTo(life.getValue().items());
      assertThat(state.agents()).isEqualTo(life.getValue().agents());
      assertThat(state.accepted()).isEqualTo(life.getValue().accepted());
    }
  }
}
