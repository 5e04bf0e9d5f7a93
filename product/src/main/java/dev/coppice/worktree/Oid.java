package dev.coppice.worktree;

import java.util.regex.Pattern;

/// Names one git object: 40 (SHA-1) or 64 (SHA-256) lower-case hex digits, never abbreviated.
public record Oid(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public Oid {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "an object id is 40 or 64 lower-case hex digits, not \"" + hex + "\"");
    }
  }

  /// The first ten digits, for people.
  public String abbreviated() {
    return hex.substring(0, 10);
  }

  /// What git calls "no object": a ref that must not exist yet.
  Oid zero() {
    return new Oid("0".repeat(hex.length()));
  }

  @Override
  public String toString() {
    return hex;
  }
}
