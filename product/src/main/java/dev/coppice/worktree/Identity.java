package dev.coppice.worktree;

import java.time.Instant;
import java.util.regex.Pattern;

/// Who makes a commit, and when: the time is given, so that making the same commit again after a
/// crash yields the same object id.
public record Identity(String name, String email, Instant when) {
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x1f<>]");

  public Identity {
    requirePlain("name", name);
    requirePlain("email", email);
    if (when.getEpochSecond() < 0) {
      throw new IllegalArgumentException("an identity's time is after 1970, not " + when);
    }
  }

  private static void requirePlain(String field, String value) {
    if (value.isBlank() || FORBIDDEN.matcher(value).find()) {
      throw new IllegalArgumentException(
          "an identity's %s is one line without < and >, not \"%s\"".formatted(field, value));
    }
  }
}
