package dev.coppice.rest;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares an answer with the one wanted. A word in angles stands for any value of its kind,
/// `<save:NAME>` also keeps it; a field `...` allows fields that are not named.
///
/// @param saved what was kept, added to
record Wanted(Map<String, String> saved) {
  private static final String MORE = "...";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  /// What is wrong with the answer, empty when nothing is.
  String difference(String where, JsonNode wanted, JsonNode got) {
    if (wanted.isString() && wanted.stringValue().startsWith("<")) {
      return fits(wanted.stringValue(), got) ? "" : told(where, wanted, got);
    }
    if (wanted.isObject() && got.isObject()) {
      return objects(where, wanted, got);
    }
    if (wanted.isArray() && got.isArray()) {
      return arrays(where, wanted, got);
    }
    if (wanted.isString() && got.isString()) {
      return filled(wanted.stringValue()).equals(got.stringValue()) ? "" : told(where, wanted, got);
    }
    boolean same =
        (wanted.isNumber() && got.isNumber())
            ? wanted.doubleValue() == got.doubleValue()
            : wanted.equals(got);
    return same ? "" : told(where, wanted, got);
  }

  private String objects(String where, JsonNode wanted, JsonNode got) {
    var names = new TreeSet<>(wanted.propertyNames());
    boolean more = names.remove(MORE);
    var extra = new TreeSet<>(got.propertyNames());
    extra.removeAll(names);
    if (!more && !extra.isEmpty()) {
      return where + " has more than is wanted: " + extra;
    }
    var text = new StringBuilder();
    for (String name : names) {
      text.append(
          got.has(name)
              ? difference(where + "." + name, wanted.path(name), got.path(name))
              : where + "." + name + " is missing; ");
    }
    return text.toString();
  }

  private String arrays(String where, JsonNode wanted, JsonNode got) {
    boolean more = !wanted.isEmpty() && MORE.equals(wanted.path(wanted.size() - 1).asString(""));
    int size = more ? wanted.size() - 1 : wanted.size();
    if (got.size() < size || (!more && got.size() > size)) {
      return where + " has " + got.size() + " entries, not " + size + ": " + got;
    }
    var text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(difference(where + "[" + i + "]", wanted.path(i), got.path(i)));
    }
    return text.toString();
  }

  private boolean fits(String word, JsonNode got) {
    if (word.startsWith("<save:")) {
      saved.put(word.substring("<save:".length(), word.length() - 1), got.asString());
      return got.isString() || got.isNumber();
    }
    return switch (word) {
      case "<uuid>" -> got.isString() && UUID.matcher(got.stringValue()).matches();
      case "<time>" -> got.isString() && TIME.matcher(got.stringValue()).matches();
      case "<text>" -> got.isString() && !got.stringValue().isBlank();
      case "<int>" -> got.isIntegralNumber() && got.longValue() >= 0;
      case "<number>" -> got.isNumber();
      case "<list>" -> got.isArray();
      case "<object>" -> got.isObject();
      default -> throw new IllegalArgumentException(word + " is no placeholder");
    };
  }

  /// A text with what was saved in place of `{name}`.
  String filled(String text) {
    String filled = text;
    for (Map.Entry<String, String> entry : saved.entrySet()) {
      filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
    }
    return filled;
  }

  private static String told(String where, JsonNode wanted, JsonNode got) {
    return where + " is " + got + ", not " + wanted + "; ";
  }
}
