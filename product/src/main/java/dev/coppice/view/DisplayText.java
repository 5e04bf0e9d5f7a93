package dev.coppice.view;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Text as a terminal shows it: on one line, free of whatever could steer the terminal, measured in
/// columns.
///
/// Names and notes come from repositories and agents, so nothing in them is trusted. What terminals
/// disagree about (joined emoji, skin tones, variation selectors) is taken out, so that the rest
/// has the same width everywhere.
public final class DisplayText {
  private static final Pattern ESCAPES =
      Pattern.compile(
          // Titles, links and other strings, with their end; then cursor and colour; then the rest.
          "(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d\u009e\u009f])"
              + "[^\u0007\u001b\u0090\u0098\u009c\u009d\u009e\u009f]*+(?:\u0007|\u001b\\\\|\u009c)"
              + "|(?:\u001b\\[|\u009b)[0-?]*+[ -/]*+[@-~]"
              + "|\u001b[ -/]*+[0-~]?");
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final int NEXT_LINE = 0x85;
  private static final String ELLIPSIS = "…";

  private DisplayText() {}

  /// The text on one line: escape sequences and control characters gone, each run of white space
  /// one space.
  public static String line(String text) {
    return SPACES.matcher(harmless(text)).replaceAll(" ").strip();
  }

  /// The same with every white space a space of its own, so that columns stay where they are.
  private static String harmless(String text) {
    if (isPlain(text)) {
      return text;
    }
    String composed =
        Normalizer.normalize(ESCAPES.matcher(text).replaceAll(""), Normalizer.Form.NFC);
    var line = new StringBuilder(composed.length());
    composed.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static void append(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          line.append(' ');
      case Character.CONTROL -> {
        if (Character.isWhitespace(point) || point == NEXT_LINE) {
          line.append(' ');
        }
      }
      case Character.FORMAT -> {
        // Invisible: joins, direction changes, tags.
      }
      case Character.SURROGATE -> line.append('\uFFFD');
      default -> {
        if (!CharacterWidth.isModifier(point)) {
          line.appendCodePoint(point);
        }
      }
    }
  }

  /// How many columns a line takes.
  public static int width(String line) {
    return line.codePoints().map(CharacterWidth::of).sum();
  }

  /// The text as one line of at most this many columns, runs of spaces kept; what is cut off shows
  /// as an ellipsis.
  public static String cut(String text, int columns) {
    String line = harmless(text);
    if (width(line) <= columns) {
      return line;
    }
    var kept = new StringBuilder();
    int room = columns - 1;
    for (int at = 0; at < line.length(); ) {
      int point = line.codePointAt(at);
      room -= CharacterWidth.of(point);
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(point);
      at += Character.charCount(point);
    }
    return columns <= 0 ? "" : kept.append(ELLIPSIS).toString();
  }

  /// The text as one line of exactly this many columns: cut, or filled with spaces on the right.
  public static String fit(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(Math.max(0, columns - width(cut)));
  }

  /// The same, filled on the left.
  static String fitRight(String text, int columns) {
    String cut = cut(text, columns);
    return " ".repeat(Math.max(0, columns - width(cut))) + cut;
  }
}
