package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.store.StoreException;
import dev.coppice.store.StoredEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/// Events as the log keeps them: the record's simple name, a version, and JSON.
final class EventCodec {
  private static final int VERSION = 1;
  private static final Map<String, Class<?>> TYPES =
      types(Event.class)
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private EventCodec() {}

  /// Every record below a sealed interface.
  static Stream<Class<?>> types(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(type -> type.isRecord() ? Stream.of(type) : types(type));
  }

  static StoredEvent store(long seq, Instant at, Event event) {
    return new StoredEvent(
        seq,
        event.getClass().getSimpleName(),
        VERSION,
        at,
        ServiceJson.mapper().writeValueAsString(event));
  }

  static Event read(StoredEvent stored) {
    Class<?> type = TYPES.get(stored.type());
    if (type == null || stored.version() > VERSION) {
      throw new StoreException(
          "The log holds event %d of type %s, version %d, which this version does not know."
              .formatted(stored.seq(), stored.type(), stored.version()),
          "Use the version of Coppice that wrote it, or a newer one.");
    }
    try {
      return (Event) ServiceJson.mapper().readValue(stored.json(), type);
    } catch (JacksonException e) {
      throw new StoreException(
          "Event %d of the log (%s) cannot be read: %s"
              .formatted(stored.seq(), stored.type(), e.getOriginalMessage()),
          "Use the version of Coppice that wrote it.",
          e);
    }
  }
}
