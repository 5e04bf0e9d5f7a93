package dev.coppice.runner;

/// Up to which byte the three files an attempt writes were delivered; always the start of a line.
public record RunOffsets(long out, long err, long report) {
  public RunOffsets {
    if (out < 0 || err < 0 || report < 0) {
      throw new IllegalArgumentException(
          "an offset must not be negative: %d, %d, %d".formatted(out, err, report));
    }
  }

  /// The start of every file.
  public static RunOffsets start() {
    return new RunOffsets(0, 0, 0);
  }
}
