package dev.coppice.event;

/// A set of characters that words are made of.
final class Letters {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final String ALL = UPPER + LOWER + DIGITS;

  static final Letters UPPER_AND_DIGITS = new Letters(UPPER + DIGITS);
  static final Letters LOWER_DIGITS_DASH = new Letters(LOWER + DIGITS + "-");

  /// Base64 as it stands in addresses.
  static final Letters TOKEN = new Letters(ALL + "_-");

  /// The same with the dots between the parts of a web token.
  static final Letters DOTTED = new Letters(ALL + "_-.");

  static final Letters BASE64 = new Letters(ALL + "+/=");

  /// What a header can give as credentials.
  static final Letters CREDENTIALS = new Letters(ALL + "._~+/=-:");

  /// Base64 with line ends as they are or as programs write them, and the headers of a key.
  static final Letters KEY_BLOCK = new Letters(ALL + "+/=-:, \t\r\n\\\"'");

  /// Plain characters but for blanks and what encloses words.
  static final Letters VISIBLE = new Letters(ALL + "!#$%&()*+,-./:;=?@[\\]^_{|}~");

  private final boolean[] set = new boolean[128];

  private Letters(String letters) {
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
