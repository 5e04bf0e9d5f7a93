package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a cell that lists modules into mentions, each with its own place.
final class RelationCell {
  private static final String BREAK = "<br";

  private RelationCell() {}

  static List<Mention> mentions(MarkdownCell cell) {
    List<Mention> mentions = new ArrayList<>();
    String raw = cell.raw();
    int start = 0;
    int i = 0;
    while (i < raw.length()) {
      int separator = separator(raw, i);
      if (separator > 0) {
        add(mentions, cell, start, i);
        i += separator;
        start = i;
      } else {
        i = Math.max(i + 1, CodeSpan.end(raw, i));
      }
    }
    add(mentions, cell, start, raw.length());
    return mentions;
  }

  /// The length of the separator that stands here: a comma, a semicolon or a line break; else 0.
  private static int separator(String raw, int at) {
    char c = raw.charAt(at);
    if (c == ',' || c == ';') {
      return 1;
    }
    if (c != '<' || !raw.regionMatches(true, at, BREAK, 0, BREAK.length())) {
      return 0;
    }
    int end = raw.indexOf('>', at);
    boolean isBreak =
        end > 0 && raw.substring(at, end + 1).toLowerCase(Locale.ROOT).matches("<br\\s*/?>");
    return isBreak ? end + 1 - at : 0;
  }

  private static void add(List<Mention> mentions, MarkdownCell cell, int start, int end) {
    String raw = cell.raw().substring(start, end);
    if (!raw.isBlank()) {
      int column = cell.place().column() + start + raw.length() - raw.stripLeading().length();
      mentions.add(
          new Mention(
              InlineText.pipesUnescaped(raw.strip()), new Place(cell.place().line(), column)));
    }
  }
}
