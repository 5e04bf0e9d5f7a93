package dev.coppice.roadmap;

import java.util.regex.Pattern;

/// A module named by another one, as its author wrote it.
record Mention(String raw, Place place) {
  private static final Pattern EXISTS =
      Pattern.compile("\\s*\\(\\s*exists\\s*\\)\\s*$", Pattern.CASE_INSENSITIVE);

  private String plain() {
    return InlineText.name(raw);
  }

  /// Whether it is said to exist outside the roadmap.
  boolean isExternal() {
    return EXISTS.matcher(plain()).find();
  }

  /// Whether it names no module at all, such as a dash.
  boolean saysNone() {
    return InlineText.saysNone(plain());
  }

  String name() {
    return EXISTS.matcher(plain()).replaceAll("");
  }

  /// One mention of this and the next, for a name that has a comma in it.
  Mention joined(Mention next) {
    return new Mention(raw + ", " + next.raw, place);
  }
}
