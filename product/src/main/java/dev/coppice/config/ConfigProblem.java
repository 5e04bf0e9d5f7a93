package dev.coppice.config;

/// Something in a configuration file that cannot be taken: where, what, and how to mend it. Line
/// and column count from 1.
public record ConfigProblem(String file, int line, int column, String message, String remedy) {
  public ConfigProblem {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "a problem stands at line and column 1 or later, not " + line + ":" + column);
    }
  }

  /// The problem on one line, as compilers print it.
  @Override
  public String toString() {
    return "%s:%d:%d: %s %s".formatted(file, line, column, message, remedy);
  }
}
