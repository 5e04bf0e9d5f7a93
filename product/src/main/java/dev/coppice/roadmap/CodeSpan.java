package dev.coppice.roadmap;

/// Finds what a line of Markdown takes literally: text between backticks, and a character behind a
/// backslash.
final class CodeSpan {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private CodeSpan() {}

  /// Where the span that starts here ends, or `start` itself when none starts here. A run of
  /// backticks is closed by the next run of the same length, else it is plain text.
  static int end(String text, int start) {
    if (text.charAt(start) != '`' || (start > 0 && text.charAt(start - 1) == '`')) {
      return start;
    }
    int length = run(text, start);
    int at = text.indexOf('`', start + length);
    while (at >= 0) {
      int candidate = run(text, at);
      if (candidate == length) {
        return at + length;
      }
      at = text.indexOf('`', at + candidate);
    }
    return start;
  }

  /// How many backticks stand here in a row.
  static int run(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) == '`') {
      end++;
    }
    return end - start;
  }

  static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && PUNCTUATION.indexOf(text.charAt(at + 1)) >= 0;
  }
}
