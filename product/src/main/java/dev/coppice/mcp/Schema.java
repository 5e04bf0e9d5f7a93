package dev.coppice.mcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// JSON Schemas, put together by hand: what tools take.
final class Schema {
  /// One line without control characters, not blank.
  private static final String ONE_LINE = notBlank("\\u0000-\\u001F\\u007F-\\u009F");

  /// Lines and tabs, no other control characters, not blank.
  private static final String LINES =
      notBlank("\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F");

  private static final String UUID =
      "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$";

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 16_000;
  private static final int LONGEST_PATH = 4_096;

  private Schema() {}

  private static String notBlank(String without) {
    return "^[^%1$s]*[^%1$s\\s][^%1$s]*$".formatted(without);
  }

  /// One property of an object.
  record Field(String name, boolean required, Map<String, Object> schema) {}

  static Field required(String name, Map<String, Object> schema) {
    return new Field(name, true, schema);
  }

  static Field optional(String name, Map<String, Object> schema) {
    return new Field(name, false, schema);
  }

  /// What a tool takes: these properties and no others.
  static Map<String, Object> input(Field... fields) {
    Map<String, Object> schema = object(fields);
    schema.put("additionalProperties", false);
    return schema;
  }

  /// An object that has these properties, and may have others.
  static Map<String, Object> object(Field... fields) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field field : fields) {
      properties.put(field.name(), field.schema());
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required =
        List.of(fields).stream().filter(Field::required).map(Field::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  /// The schema of an object, with further properties.
  static Map<String, Object> with(Map<String, Object> schema, Field... further) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> known) {
      known.forEach((name, property) -> properties.put(String.valueOf(name), property));
    }
    List<Object> required = new ArrayList<>();
    if (schema.get("required") instanceof List<?> known) {
      required.addAll(known);
    }
    for (Field field : further) {
      properties.put(field.name(), field.schema());
      if (field.required()) {
        required.add(field.name());
      }
    }
    Map<String, Object> whole = new LinkedHashMap<>(schema);
    whole.put("properties", properties);
    if (!required.isEmpty()) {
      whole.put("required", required);
    }
    return whole;
  }

  /// The same, or null.
  static Map<String, Object> orNull(Map<String, Object> schema) {
    Map<String, Object> nullable = new LinkedHashMap<>(schema);
    nullable.put("type", List.of(String.valueOf(schema.get("type")), "null"));
    return nullable;
  }

  static Map<String, Object> list(Map<String, Object> items) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    return schema;
  }

  /// What JSON Schema calls `string`, `integer`, `number`, `boolean` or `object`.
  static Map<String, Object> any(String type) {
    return Map.of("type", type);
  }

  /// The same, with a word on what it is.
  static Map<String, Object> any(String type, String description) {
    return ordered("type", type, "description", description);
  }

  /// In this order: what clients are told should not differ from one start to the next.
  static Map<String, Object> ordered(String name, Object value, Object... more) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    ordered.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      ordered.put((String) more[i], more[i + 1]);
    }
    return Collections.unmodifiableMap(ordered);
  }

  /// A name or id, of which little is known but that it is one.
  static Map<String, Object> name(String description) {
    return string(description, 1, LONGEST_NAME, ONE_LINE);
  }

  static Map<String, Object> path(String description) {
    return string(description, 1, LONGEST_PATH, ONE_LINE);
  }

  /// Text of several lines.
  static Map<String, Object> text(String description) {
    return string(description, 1, LONGEST_TEXT, LINES);
  }

  static Field module() {
    return required("moduleId", name("Id of a module, exactly as get_roadmap lists it."));
  }

  static Field agent() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("description", "Id of an agent, a UUID as list_agents gives it.");
    schema.put("format", "uuid");
    schema.put("pattern", UUID);
    return required("agentId", schema);
  }

  /// A whole number between two others, both allowed.
  static Map<String, Object> number(String description, long least, long most) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("description", description);
    schema.put("minimum", least);
    schema.put("maximum", most);
    return schema;
  }

  /// The same, with what it is when it is left out.
  static Map<String, Object> number(String description, long least, long most, long otherwise) {
    Map<String, Object> schema = number(description, least, most);
    schema.put("default", otherwise);
    return schema;
  }

  private static Map<String, Object> string(
      String description, int shortest, int longest, String pattern) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("description", description);
    schema.put("minLength", shortest);
    schema.put("maxLength", longest);
    schema.put("pattern", pattern);
    return schema;
  }
}
