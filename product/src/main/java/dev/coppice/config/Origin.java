package dev.coppice.config;

/// Where the value of a setting comes from.
public sealed interface Origin {
  /// Nobody said otherwise.
  record Default() implements Origin {}

  /// It stands in the file, on this line (from 1).
  record FileLine(String file, int line) implements Origin {}

  /// It was given on the command line.
  record Flag(String name) implements Origin {}

  /// The origin in words: `default`, `coppice.yaml line 7`, `--agent`.
  default String text() {
    return switch (this) {
      case Default _ -> "default";
      case FileLine line -> line.file() + " line " + line.line();
      case Flag flag -> flag.name();
    };
  }
}
