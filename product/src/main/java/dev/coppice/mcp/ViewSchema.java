package dev.coppice.mcp;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a view, read off its record, so that the two never disagree: what may be
/// absent is not required, and instants are dates.
final class ViewSchema {
  private ViewSchema() {}

  /// The schema of what [dev.coppice.orchestration.ServiceJson] writes for such a record.
  static Map<String, Object> of(Class<? extends Record> view) {
    List<Schema.Field> fields = new ArrayList<>();
    boolean agentsWords = false;
    for (RecordComponent component : view.getRecordComponents()) {
      boolean required = !isNullable(component.getAnnotatedType());
      fields.add(new Schema.Field(component.getName(), required, type(component.getGenericType())));
      agentsWords |= AgentWords.mayHold(component.getName());
    }
    if (agentsWords) {
      fields.add(AgentWords.FIELD);
    }
    return Schema.object(fields.toArray(Schema.Field[]::new));
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static Map<String, Object> type(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          Schema.list(type(list.getActualTypeArguments()[0]));
      case ParameterizedType map when map.getRawType() == Map.class -> Schema.any("object");
      case Class<?> plain -> plain(plain);
      default -> throw new IllegalArgumentException("a view has a " + type);
    };
  }

  private static Map<String, Object> plain(Class<?> type) {
    if (type == Instant.class) {
      return Schema.ordered("type", "string", "format", "date-time");
    }
    if (type == String.class || type.isEnum() || isId(type)) {
      return Schema.any("string");
    }
    if (type == boolean.class) {
      return Schema.any("boolean");
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return Schema.any("integer");
    }
    if (type == double.class) {
      return Schema.any("number");
    }
    if (type.isRecord()) {
      return of(type.asSubclass(Record.class));
    }
    throw new IllegalArgumentException("a view has a " + type.getName());
  }

  private static boolean isId(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getName().equals("value");
  }
}
