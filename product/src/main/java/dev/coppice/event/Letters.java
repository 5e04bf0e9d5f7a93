package dev.coppice.event;

/// A set of characters that words are made of.
enum Letters {
  UPPER_AND_DIGITS("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
  LOWER_DIGITS_DASH("abcdefghijklmnopqrstuvwxyz0123456789-"),
  /// Base64 as it stands in addresses.
  TOKEN("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
  /// The same with the dots between the parts of a web token.
  DOTTED("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."),
  BASE64("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="),
  /// What a header can give as credentials.
  CREDENTIALS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~+/=-:"),
  /// Base64 with line ends as they are or as programs write them, and the headers of a key.
  KEY_BLOCK(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-:, \t\r\n\\\"'"),
  /// Everything but blanks and what encloses words.
  VISIBLE("") {
    @Override
    boolean has(char c) {
      return c > ' ' && c != '"' && c != '\'' && c != '`' && c != '<' && c != '>' && c != '\u007f';
    }
  };

  private final boolean[] set = new boolean[128];

  Letters(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      set[letters.charAt(i)] = true;
    }
  }

  boolean has(char c) {
    return c < set.length && set[c];
  }

  /// Where the run of them that begins at `from` ends.
  int end(CharSequence text, int from) {
    return end(text, from, text.length());
  }

  /// The same, looking no further than `limit`.
  int end(CharSequence text, int from, int limit) {
    int end = from;
    int stop = Math.min(limit, text.length());
    while (end < stop && has(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
