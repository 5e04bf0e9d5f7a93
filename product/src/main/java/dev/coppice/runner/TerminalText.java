package dev.coppice.runner;

/// Makes what a program wrote for a terminal safe to show anywhere.
public final class TerminalText {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';

  private TerminalText() {}

  /// The text without escape sequences (colours, cursor, titles, links) and without control
  /// characters other than tab and line feed. An unfinished sequence is dropped to the end.
  public static String plain(String text) {
    int first = firstControl(text);
    if (first == text.length()) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length()).append(text, 0, first);
    int at = first;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ESCAPE) {
        at = afterEscape(text, at + 1);
      } else if (c == '\u009b') {
        at = afterParameters(text, at + 1);
      } else if (c == '\u0090' || c == '\u0098' || (c >= '\u009d' && c <= '\u009f')) {
        at = afterString(text, at + 1);
      } else {
        if (!isControl(c)) {
          plain.append(c);
        }
        at++;
      }
    }
    return plain.toString();
  }

  private static int firstControl(String text) {
    int at = 0;
    while (at < text.length() && !isControl(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t' && c != '\n') || (c >= '\u007f' && c <= '\u009f');
  }

  private static int afterEscape(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    char kind = text.charAt(at);
    return switch (kind) {
      case '[' -> afterParameters(text, at + 1);
      case ']', 'P', 'X', '^', '_' -> afterString(text, at + 1);
      default -> {
        int end = at;
        while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) <= '/') {
          end++;
        }
        boolean last = end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '~';
        yield last ? end + 1 : end;
      }
    };
  }

  private static int afterParameters(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) <= '?') {
      end++;
    }
    boolean last = end < text.length() && text.charAt(end) >= '@' && text.charAt(end) <= '~';
    return last ? end + 1 : end;
  }

  private static int afterString(String text, int at) {
    for (int end = at; end < text.length(); end++) {
      char c = text.charAt(end);
      if (c == BELL || c == '\u009c') {
        return end + 1;
      }
      if (c == ESCAPE) {
        boolean closed = end + 1 < text.length() && text.charAt(end + 1) == '\\';
        return closed ? end + 2 : end;
      }
    }
    return text.length();
  }
}
