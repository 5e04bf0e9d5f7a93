package dev.coppice.roadmap;

/// Something in a roadmap that its author should know of: where, what, and how to mend it.
///
/// Line and column count from 1; columns count UTF-16 characters, as editors do.
public record RoadmapProblem(
    Severity severity, int line, int column, String message, String remedy) {
  /// An error makes the roadmap unfit to run; a warning does not.
  public enum Severity {
    ERROR,
    WARNING
  }

  public RoadmapProblem {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "a problem stands at line and column 1 or later, not " + line + ":" + column);
    }
  }
}
