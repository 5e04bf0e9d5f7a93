package dev.coppice.mcp;

import dev.coppice.view.DisplayText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The arguments of a call, held against the tool's input schema.
///
/// It knows what [Schema] writes and no more. A general validator says where a schema was broken;
/// this one says what to send instead.
record Arguments(JsonNode given) {
  private static final int MOST_SHOWN = 60;

  /// The arguments, checked.
  ///
  /// @throws ToolException the first of them that does not agree with the schema
  static Arguments checked(Map<String, Object> schema, JsonNode given) {
    if (!given.isObject()) {
      throw new ToolException("The arguments are not an object.", "Send a JSON object.");
    }
    Map<?, ?> properties = map(schema.get("properties"));
    for (String name : given.propertyNames()) {
      if (!properties.containsKey(name)) {
        throw new ToolException(
            "There is no argument %s.".formatted(shown(name)),
            properties.isEmpty()
                ? "This tool takes none."
                : "This tool takes " + joined(properties) + ".");
      }
    }
    if (schema.get("required") instanceof List<?> required) {
      for (Object name : required) {
        if (!given.has((String) name)) {
          throw new ToolException(
              "%s is missing.".formatted(name),
              "Send it: %s".formatted(map(properties.get(name)).get("description")));
        }
      }
    }
    for (Map.Entry<String, JsonNode> argument : given.properties()) {
      check(argument.getKey(), map(properties.get(argument.getKey())), argument.getValue());
    }
    return new Arguments(given);
  }

  /// The text of this name, which the schema requires.
  String text(String name) {
    return given.path(name).asString();
  }

  Optional<String> findText(String name) {
    return given.has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name, long otherwise) {
    return given.path(name).asLong(otherwise);
  }

  boolean has(String name) {
    return given.has(name);
  }

  private static void check(String name, Map<?, ?> schema, JsonNode value) {
    if ("integer".equals(schema.get("type"))) {
      checkNumber(name, schema, value);
    } else {
      checkText(name, schema, value);
    }
  }

  private static void checkNumber(String name, Map<?, ?> schema, JsonNode value) {
    long least = ((Number) named(schema, "minimum")).longValue();
    long most = ((Number) named(schema, "maximum")).longValue();
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.longValue() < least || value.longValue() > most) {
      throw new ToolException(
          "%s is %s.".formatted(name, shown(value)),
          "Send a whole number from %d to %d.".formatted(least, most));
    }
  }

  private static void checkText(String name, Map<?, ?> schema, JsonNode value) {
    if (!value.isString()) {
      throw new ToolException(
          "%s is %s, not a string.".formatted(name, shown(value)),
          "Send it as a JSON string: %s".formatted(schema.get("description")));
    }
    String text = value.stringValue();
    int length = text.codePointCount(0, text.length());
    if (length < least(schema) || text.isBlank()) {
      throw new ToolException(
          "%s is empty.".formatted(name), "Send it: %s".formatted(schema.get("description")));
    }
    if (schema.get("maxLength") instanceof Integer most && length > most) {
      throw new ToolException(
          "%s is %d characters long.".formatted(name, length), "Send at most %d.".formatted(most));
    }
    if (!Pattern.matches((String) named(schema, "pattern"), text)) {
      throw new ToolException(
          "%s is %s, which it cannot be.".formatted(name, shown(value)),
          "uuid".equals(schema.get("format"))
              ? "Send a UUID such as list_agents gives."
              : "Send text without control characters.");
    }
  }

  private static int least(Map<?, ?> schema) {
    return schema.get("minLength") instanceof Integer least ? least : 0;
  }

  private static Object named(Map<?, ?> schema, String key) {
    Object value = schema.get(key);
    if (value == null) {
      throw new IllegalStateException("an input schema has no " + key);
    }
    return value;
  }

  private static Map<?, ?> map(@Nullable Object schema) {
    return schema instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String joined(Map<?, ?> properties) {
    return String.join(", ", properties.keySet().stream().map(String::valueOf).toList());
  }

  private static String shown(JsonNode value) {
    return value.isString() ? shown(value.stringValue()) : cut(value.toString());
  }

  private static String shown(String text) {
    return "\"" + cut(text) + "\"";
  }

  private static String cut(String text) {
    // Megabytes need not be tidied to show sixty columns.
    return DisplayText.cut(text.substring(0, Math.min(text.length(), 1_000)), MOST_SHOWN);
  }
}
