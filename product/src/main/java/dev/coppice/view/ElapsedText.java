package dev.coppice.view;

import java.time.Duration;

/// A span of time in at most two units: `850ms`, `12s`, `1m05s`, `2h03m`, `3d04h`.
public final class ElapsedText {
  private ElapsedText() {}

  /// The span for people; less than nothing is nothing.
  public static String of(Duration span) {
    if (span.isNegative()) {
      return "0s";
    }
    if (span.toMillis() < 1000 && span.toMillis() > 0) {
      return span.toMillis() + "ms";
    }
    if (span.toMinutes() == 0) {
      return span.toSeconds() + "s";
    }
    if (span.toHours() == 0) {
      return "%dm%02ds".formatted(span.toMinutes(), span.toSecondsPart());
    }
    if (span.toDays() == 0) {
      return "%dh%02dm".formatted(span.toHours(), span.toMinutesPart());
    }
    return "%dd%02dh".formatted(span.toDays(), span.toHoursPart());
  }
}
