package dev.coppice.event;

/// The inside of a private key in PEM, after its first line and up to the end of its last: what
/// stands between, over any number of lines, as long as it can belong to a key.
///
/// @param fences runs of five dashes met so far; the second closes the last line
/// @param dashes how many dashes the text ended with
/// @param left how many characters may still belong to it
record PrivateKeyBlock(int fences, int dashes, int left) {
  private static final int FENCE = 5;
  private static final int LONGEST = 64 * 1024;

  static final PrivateKeyBlock BEGUN = new PrivateKeyBlock(0, 0, LONGEST);

  /// How much of `text` from `from` on belongs to the key.
  int end(CharSequence text, int from) {
    return walk(text, from).end;
  }

  /// What is left to come when all of `text` from `from` on belonged to it.
  PrivateKeyBlock after(CharSequence text, int from) {
    return walk(text, from).then;
  }

  /// Whether the last line of the key is complete.
  boolean isOver() {
    return fences >= 2 || left <= 0;
  }

  private record Walk(int end, PrivateKeyBlock then) {}

  private Walk walk(CharSequence text, int from) {
    int seen = fences;
    int run = dashes;
    int at = from;
    int stop = Math.min(text.length(), from + left);
    while (at < stop && seen < 2 && Letters.KEY_BLOCK.has(text.charAt(at))) {
      run = text.charAt(at) == '-' ? run + 1 : 0;
      if (run == FENCE) {
        seen++;
        run = 0;
      }
      at++;
    }
    return new Walk(at, new PrivateKeyBlock(seen, run, left - (at - from)));
  }
}
