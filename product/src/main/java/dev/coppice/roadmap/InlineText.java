package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Markdown inside one line: what it says without its decoration.
final class InlineText {
  private static final Pattern BREAK = Pattern.compile("<br\\s*/?>", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINK =
      Pattern.compile("!?\\[([^\\]\\[]*)](?:\\([^()]*\\)|\\[[^\\]\\[]*])");
  private static final List<Pattern> EMPHASIS =
      List.of(
          Pattern.compile("\\*\\*(.+?)\\*\\*"),
          Pattern.compile("~~(.+?)~~"),
          Pattern.compile("\\*(\\S[^*]*)\\*"),
          Pattern.compile("(?<!\\w)__(.+?)__(?!\\w)"),
          Pattern.compile("(?<!\\w)_(\\S[^_]*)_(?!\\w)"));
  private static final Pattern NO_RELATION =
      Pattern.compile("[-\\u2013\\u2014]*|none\\.?|n/a|nothing", Pattern.CASE_INSENSITIVE);
  private static final char FIRST_STAND_IN = '\uE000';
  private static final char LAST_STAND_IN = '\uF8FF';

  private InlineText() {}

  /// Without bold, italics, strike-through, links and backticks. What stands in backticks or behind
  /// a backslash is taken literally.
  static String plain(String raw) {
    List<String> literals = new ArrayList<>();
    String text = BREAK.matcher(withStandIns(raw, literals)).replaceAll(" ");
    text = LINK.matcher(text).replaceAll("$1");
    for (Pattern emphasis : EMPHASIS) {
      text = emphasis.matcher(text).replaceAll("$1");
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int standIn = text.charAt(i) - FIRST_STAND_IN;
      if (standIn >= 0 && standIn < literals.size()) {
        plain.append(literals.get(standIn));
      } else {
        plain.append(text.charAt(i));
      }
    }
    return spacesCollapsed(plain.toString(), ' ');
  }

  /// Puts one private character in place of each literal, so that no pattern looks into it.
  private static String withStandIns(String raw, List<String> literals) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < raw.length()) {
      int end = literalEnd(raw, i);
      if (end == i) {
        text.append(raw.charAt(i++));
        continue;
      }
      String literal = literal(raw, i, end);
      if (literals.size() <= LAST_STAND_IN - FIRST_STAND_IN) {
        text.append((char) (FIRST_STAND_IN + literals.size()));
        literals.add(literal);
      } else {
        text.append(literal);
      }
      i = end;
    }
    return text.toString();
  }

  private static int literalEnd(String raw, int i) {
    char c = raw.charAt(i);
    if (c >= FIRST_STAND_IN && c <= LAST_STAND_IN) {
      return i + 1;
    }
    return CodeSpan.isEscape(raw, i) ? i + 2 : CodeSpan.end(raw, i);
  }

  private static String literal(String raw, int start, int end) {
    if (raw.charAt(start) == '\\') {
      return raw.substring(start + 1, end);
    }
    int ticks = raw.charAt(start) == '`' ? CodeSpan.run(raw, start) : 0;
    return pipesUnescaped(raw.substring(start + ticks, end - ticks)).strip();
  }

  /// With `\|`, the way to write a pipe in a table, as the pipe it means.
  static String pipesUnescaped(String raw) {
    return raw.replace("\\|", "|");
  }

  /// A module's name: plain, without marks of its status.
  static String name(String raw) {
    return spacesCollapsed(StatusMarks.removed(plain(raw)), ' ');
  }

  /// The id that a name gives: lower-case, every run of white space one dash.
  static String slug(String name) {
    return spacesCollapsed(name, '-').toLowerCase(Locale.ROOT);
  }

  /// Whether this is one of the ways to write "no modules".
  static boolean saysNone(String plain) {
    return NO_RELATION.matcher(plain).matches();
  }

  /// Strips both ends, and makes every other run of white space one of `space`.
  static String spacesCollapsed(String text, char space) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean pending = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        pending = !collapsed.isEmpty();
        continue;
      }
      if (pending) {
        collapsed.append(space);
        pending = false;
      }
      collapsed.append(c);
    }
    return collapsed.toString();
  }
}
