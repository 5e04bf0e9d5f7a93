package dev.coppice.roadmap;

import java.util.regex.Pattern;

/// The marks that tell a module's status without a column for it: a check mark, the word
/// "deferred".
final class StatusMarks {
  static final Pattern CHECK =
      Pattern.compile("[\\u2713\\u2714\\u2705\\u2611]\\uFE0F?|^\\s*\\[[xX]\\](?=\\s)");
  static final Pattern DEFERRED = Pattern.compile("deferred", Pattern.CASE_INSENSITIVE);
  private static final Pattern DEFERRED_NOTE =
      Pattern.compile("\\(\\s*deferred\\b[^()]*\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern OPEN_BOX = Pattern.compile("^\\s*\\[ ?\\](?=\\s)");

  private StatusMarks() {}

  /// A name without its marks.
  static String removed(String name) {
    String text = CHECK.matcher(name).replaceAll(" ");
    text = OPEN_BOX.matcher(text).replaceAll(" ");
    return DEFERRED_NOTE.matcher(text).replaceAll(" ");
  }
}
