package dev.coppice.mcp;

import dev.coppice.view.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Holds values against the part of JSON Schema that tools are described with: types, enumerations,
/// bounds, patterns, objects, arrays, combinations and references within the schema.
public final class JsonSchema {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int LONGEST_QUOTE = 60;
  private static final int MOST_LOOKED_AT = 1_000;
  private static final int DEEPEST = 64;

  private final Map<String, Object> root;

  /// @param schema with the values that JSON has: maps, lists, strings, numbers, booleans
  public JsonSchema(Map<String, Object> schema) {
    this.root = Map.copyOf(schema);
  }

  /// Everything that is wrong with `value`, each with a remedy; empty if nothing is.
  ///
  /// @param name what to call the value itself
  public List<Problem> problems(String name, JsonNode value) {
    List<Problem> problems = new ArrayList<>();
    check(new At(name, "", 0), root, value, problems);
    return problems;
  }

  /// @param what one sentence
  /// @param remedy one sentence
  public record Problem(String what, String remedy) {
    @Override
    public String toString() {
      return what + " " + remedy;
    }
  }

  private record At(String name, String path, int depth) {
    At in(String field) {
      return new At(name, path.isEmpty() ? field : path + "." + field, depth + 1);
    }

    At at(int index) {
      return new At(name, path + "[" + index + "]", depth + 1);
    }

    String told() {
      return path.isEmpty() ? name : path;
    }
  }

  private void check(At at, Object schema, JsonNode value, List<Problem> problems) {
    if (!(schema instanceof Map<?, ?> rules) || at.depth() > DEEPEST) {
      if (Boolean.FALSE.equals(schema)) {
        problems.add(new Problem(at.told() + " must not be given.", "Leave it out."));
      }
      return;
    }
    if (rules.get("$ref") instanceof String reference) {
      check(at, find(reference), value, problems);
    }
    if (!hasType(rules.get("type"), value)) {
      problems.add(
          new Problem(
              "%s is %s, not %s.".formatted(at.told(), quote(value), types(rules.get("type"))),
              "Give %s as %s.".formatted(at.told(), types(rules.get("type")))));
      return;
    }
    choices(at, rules, value).ifPresent(problems::add);
    numbers(at, rules, value).ifPresent(problems::add);
    texts(at, rules, value).ifPresent(problems::add);
    fields(at, rules, value, problems);
    elements(at, rules, value, problems);
    combinations(at, rules, value, problems);
  }

  private Object find(String reference) {
    Object found = root;
    for (String step : reference.replaceFirst("^#/?", "").split("/", -1)) {
      if (!step.isEmpty()) {
        found = found instanceof Map<?, ?> map && map.containsKey(step) ? map.get(step) : Map.of();
      }
    }
    return found == null ? Map.of() : found;
  }

  private static boolean hasType(@Nullable Object type, JsonNode value) {
    return switch (type) {
      case null -> true;
      case List<?> several -> several.stream().anyMatch(one -> hasType(one, value));
      default ->
          switch (String.valueOf(type)) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> true;
          };
    };
  }

  private static String types(@Nullable Object type) {
    return switch (String.valueOf(type)) {
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "string" -> "a string";
      case "boolean" -> "true or false";
      case "object" -> "an object";
      case "array" -> "an array";
      default -> "one of " + type;
    };
  }

  private static Optional<Problem> choices(At at, Map<?, ?> rules, JsonNode value) {
    List<?> choices =
        rules.get("enum") instanceof List<?> several
            ? several
            : rules.containsKey("const") ? List.of(String.valueOf(rules.get("const"))) : List.of();
    if (choices.isEmpty()
        || choices.stream().anyMatch(one -> String.valueOf(one).equals(value.asString("")))) {
      return Optional.empty();
    }
    return problem(at, value, "is not one of its words", "Give one of " + choices);
  }

  private static Optional<Problem> numbers(At at, Map<?, ?> rules, JsonNode value) {
    if (!value.isNumber()) {
      return Optional.empty();
    }
    double number = value.asDouble();
    if (rules.get("minimum") instanceof Number least && number < least.doubleValue()) {
      return problem(at, value, "is too small", "Give at least " + least);
    }
    if (rules.get("maximum") instanceof Number most && number > most.doubleValue()) {
      return problem(at, value, "is too large", "Give at most " + most);
    }
    if (rules.get("exclusiveMinimum") instanceof Number below && number <= below.doubleValue()) {
      return problem(at, value, "is too small", "Give more than " + below);
    }
    return Optional.empty();
  }

  private static Optional<Problem> texts(At at, Map<?, ?> rules, JsonNode value) {
    if (!value.isString()) {
      return Optional.empty();
    }
    String text = value.asString();
    int length = text.codePointCount(0, text.length());
    if (rules.get("minLength") instanceof Number least && length < least.intValue()) {
      return problem(at, value, "is too short", "Give at least " + least + " character(s)");
    }
    if (rules.get("maxLength") instanceof Number most && length > most.intValue()) {
      return problem(at, value, "is too long", "Give at most " + most + " characters");
    }
    if ("uuid".equals(rules.get("format")) && !UUID.matcher(text).matches()) {
      return problem(at, value, "is not a UUID", "Give an id as a list of them shows it");
    }
    if (rules.get("pattern") instanceof String pattern
        && !Pattern.compile(pattern).matcher(text).find()) {
      return mismatch(at, value, text, pattern);
    }
    return Optional.empty();
  }

  /// A pattern says little to a reader; what usually breaks ours is said in words.
  private static Optional<Problem> mismatch(At at, JsonNode value, String text, String pattern) {
    if (text.isBlank()) {
      return problem(at, value, "is blank", "Give some text");
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? problem(at, value, "has control characters in it", "Leave them out")
        : problem(at, value, "cannot be taken", "Give text that matches " + pattern);
  }

  private void fields(At at, Map<?, ?> rules, JsonNode value, List<Problem> problems) {
    if (!value.isObject()) {
      return;
    }
    Map<?, ?> known = rules.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    if (rules.get("required") instanceof List<?> required) {
      for (Object field : required) {
        if (!value.has(String.valueOf(field))) {
          problems.add(
              new Problem(
                  at.in(String.valueOf(field)).told() + " is missing.",
                  known.get(field) instanceof Map<?, ?> rule && rule.containsKey("description")
                      ? "Give it: " + rule.get("description")
                      : "Give it."));
        }
      }
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      At inside = at.in(field.getKey());
      if (known.containsKey(field.getKey())) {
        check(inside, orAnything(known.get(field.getKey())), field.getValue(), problems);
      } else if (Boolean.FALSE.equals(rules.get("additionalProperties"))) {
        problems.add(
            new Problem(
                "%s has no %s.".formatted(at.told(), quoted(field.getKey())), known(known)));
      } else {
        check(inside, orAnything(rules.get("additionalProperties")), field.getValue(), problems);
      }
    }
  }

  private static String known(Map<?, ?> known) {
    return known.isEmpty()
        ? "Give no arguments."
        : "It has "
            + String.join(
                ", ", new TreeSet<>(known.keySet().stream().map(String::valueOf).toList()))
            + ".";
  }

  private static Object orAnything(@Nullable Object schema) {
    return schema == null ? Map.of() : schema;
  }

  private void elements(At at, Map<?, ?> rules, JsonNode value, List<Problem> problems) {
    if (!value.isArray()) {
      return;
    }
    if (rules.get("minItems") instanceof Number least && value.size() < least.intValue()) {
      problems.add(
          new Problem(
              "%s has %d elements.".formatted(at.told(), value.size()),
              "Give at least " + least + "."));
    }
    if (rules.get("maxItems") instanceof Number most && value.size() > most.intValue()) {
      problems.add(
          new Problem(
              "%s has %d elements.".formatted(at.told(), value.size()),
              "Give at most " + most + "."));
    }
    if (rules.containsKey("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(at.at(i), orAnything(rules.get("items")), value.get(i), problems);
      }
    }
  }

  private void combinations(At at, Map<?, ?> rules, JsonNode value, List<Problem> problems) {
    if (rules.get("allOf") instanceof List<?> all) {
      all.forEach(one -> check(at, orAnything(one), value, problems));
    }
    for (String some : List.of("anyOf", "oneOf")) {
      if (rules.get(some) instanceof List<?> choices
          && choices.stream().noneMatch(one -> agrees(at, orAnything(one), value))) {
        problems.add(
            new Problem(
                "%s is %s, which has none of its forms.".formatted(at.told(), quote(value)),
                "Look at the schema of this tool."));
      }
    }
  }

  private boolean agrees(At at, Object schema, JsonNode value) {
    List<Problem> problems = new ArrayList<>();
    check(at, schema, value, problems);
    return problems.isEmpty();
  }

  private static Optional<Problem> problem(At at, JsonNode value, String what, String remedy) {
    return Optional.of(
        new Problem("%s %s %s.".formatted(at.told(), quote(value), what), remedy + "."));
  }

  private static String quote(JsonNode value) {
    return value.isString() ? quoted(value.asString()) : shortened(value.toString());
  }

  private static String quoted(String text) {
    return '"' + shortened(text) + '"';
  }

  private static String shortened(String text) {
    return DisplayText.cut(
        text.substring(0, Math.min(text.length(), MOST_LOOKED_AT)), LONGEST_QUOTE);
  }
}
