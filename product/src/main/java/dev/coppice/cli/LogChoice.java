package dev.coppice.cli;

import org.jspecify.annotations.Nullable;

/// Where this process logs to and how, as far as somebody said it.
///
/// @param destination `stderr` or the path of a file
public record LogChoice(@Nullable String destination, @Nullable Format format) {
  /// What is left to the environment and its defaults.
  public static final LogChoice NONE = new LogChoice(null, null);

  /// What a line looks like.
  public enum Format {
    /// For people.
    TEXT,
    /// One object a line, for programs.
    JSON
  }
}
