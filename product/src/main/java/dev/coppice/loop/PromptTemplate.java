package dev.coppice.loop;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with named slots, `{{like_this}}`. Strict: a slot without a value and a value without a
/// slot are both errors, so a template never silently drops what an agent should have read.
public record PromptTemplate(String name, String text) {
  private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z_]+)}}");

  /// Fills every slot. Values are inserted as they are and not searched for slots again.
  public String render(Map<String, String> values) {
    var unused = new TreeSet<>(values.keySet());
    var rendered = new StringBuilder();
    Matcher slots = SLOT.matcher(text);
    while (slots.find()) {
      String slot = slots.group(1);
      String value = values.get(slot);
      if (value == null) {
        throw new IllegalArgumentException(
            "prompt template \"%s\" has a slot {{%s}} that has no value".formatted(name, slot));
      }
      unused.remove(slot);
      slots.appendReplacement(rendered, Matcher.quoteReplacement(value));
    }
    slots.appendTail(rendered);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "prompt template \"%s\" has no slot for %s".formatted(name, unused));
    }
    return rendered.toString();
  }
}
