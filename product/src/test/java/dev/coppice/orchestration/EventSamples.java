package dev.coppice.orchestration;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.roadmap.ModuleId;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event of every type, built from the records themselves, so that none can be forgotten.
///
/// @param full whether everything that may be absent is there
/// @param turn which constant enums have: this one of all, beginning again after the last
record EventSamples(boolean full, int turn) {
  /// Text that JSON must escape, with letters beyond ASCII.
  static final String TEXT = "tëxt \"quoted\" \\ {x}\nline 2 \u2713";

  List<Event> all() {
    return EventCodec.types(Event.class).map(type -> (Event) value(type)).toList();
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(it -> component(it.getAnnotatedType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build a sample of " + type, e);
    }
  }

  private @Nullable Object component(AnnotatedType type) {
    boolean nullable = type.isAnnotationPresent(Nullable.class);
    if (nullable && !full) {
      return null;
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      return collection((ParameterizedType) generic.getType());
    }
    return value((Class<?>) type.getType());
  }

  private Object collection(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Map.class) {
      return full ? Map.of(element(arguments[0]), element(arguments[1])) : Map.of();
    }
    // Some records need at least one element of a list.
    return List.of(element(arguments[0]));
  }

  private Object element(Type type) {
    return type instanceof ParameterizedType generic ? collection(generic) : value((Class<?>) type);
  }

  private Object value(Class<?> type) {
    if (type == AttemptId.class) {
      return new AttemptId("money-t1-0a1b");
    }
    if (type == ModuleId.class) {
      return new ModuleId("Módulo \"x\" / 7");
    }
    return type.isRecord() ? record(type) : plain(type);
  }

  private Object plain(Class<?> type) {
    if (type.isEnum()) {
      Object[] all = type.getEnumConstants();
      return all[turn % all.length];
    }
    Map<Class<?>, Object> values =
        Map.of(
            String.class,
            TEXT,
            UUID.class,
            new UUID(0x12345678_9abc_4defL, 0x8123_4567_89ab_cdefL),
            int.class,
            full ? 5 : 0,
            Integer.class,
            137,
            long.class,
            full ? Long.MAX_VALUE : 0L,
            double.class,
            full ? 7.35 : 0.0,
            boolean.class,
            full,
            Instant.class,
            Instant.parse("2026-11-23T08:00:00.120Z"),
            Duration.class,
            full ? Duration.ofMillis(90_061_500) : Duration.ZERO);
    Object value = values.get(type);
    if (value == null) {
      throw new IllegalStateException("no sample of " + type + " is known here");
    }
    return value;
  }
}
