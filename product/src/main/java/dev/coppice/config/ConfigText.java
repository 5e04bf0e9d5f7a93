package dev.coppice.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Settings as YAML text, one to a line, each with its origin.
final class ConfigText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./][A-Za-z0-9./_-]*");
  private static final Set<String> NOT_TEXT = Set.of("null", "true", "false");
  private static final int COMMENT_COLUMN = 44;

  private ConfigText() {}

  /// Entries of one section must follow one another.
  static String of(List<ConfigEntry> entries) {
    StringBuilder text = new StringBuilder();
    List<String> open = List.of();
    for (ConfigEntry entry : entries) {
      List<String> section = entry.path().subList(0, entry.path().size() - 1);
      for (int depth = shared(open, section); depth < section.size(); depth++) {
        text.append("  ".repeat(depth)).append(scalar(section.get(depth))).append(":\n");
      }
      open = section;
      String line =
          "  ".repeat(section.size())
              + scalar(entry.path().getLast())
              + ": "
              + value(entry.value());
      text.append(padded(line)).append(" # ").append(entry.origin().text()).append('\n');
    }
    return text.toString();
  }

  private static int shared(List<String> a, List<String> b) {
    int i = 0;
    while (i < a.size() && i < b.size() && a.get(i).equals(b.get(i))) {
      i++;
    }
    return i;
  }

  private static String padded(String line) {
    return line + " ".repeat(Math.max(0, COMMENT_COLUMN - line.length()));
  }

  /// JSON is YAML, so whatever is not a plain word is written as JSON.
  private static String value(@Nullable Object value) {
    return value instanceof String text
        ? scalar(text)
        : JsonMapper.shared().writeValueAsString(value);
  }

  private static String scalar(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : JsonMapper.shared().writeValueAsString(text);
  }
}
