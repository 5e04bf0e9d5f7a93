package dev.coppice.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The data of a published event while it is put together: plain values only, in the order in which
/// they are put; what is absent is left out.
final class EventData {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, Object> values = new LinkedHashMap<>();

  EventData with(String name, @Nullable Object value) {
    switch (value) {
      case null -> {
        // Absent is left out.
      }
      case Instant instant -> values.put(name, MILLISECONDS.format(instant));
      case EventData data -> values.put(name, data.values());
      case List<?> list -> values.put(name, list.stream().map(EventData::plain).toList());
      default -> values.put(name, plain(value));
    }
    return this;
  }

  /// Everything that the other holds, after what is here.
  EventData with(EventData other) {
    values.putAll(other.values);
    return this;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case String _, Number _, Boolean _, Map<?, ?> _ -> value;
      default -> value.toString();
    };
  }

  Map<String, Object> values() {
    return values;
  }
}
