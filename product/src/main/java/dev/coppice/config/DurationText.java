package dev.coppice.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `10m`, `1h30m`, `500ms`, `2d`, largest unit first.
public final class DurationText {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[dhms])");
  private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");
  private static final Map<String, Long> MILLIS =
      Map.of("d", 86_400_000L, "h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);

  private DurationText() {}

  /// The duration this text names; nothing when it names none.
  public static Optional<Duration> parse(String text) {
    Matcher part = PART.matcher(text);
    long millis = 0;
    int end = 0;
    int last = -1;
    while (part.find() && part.start() == end) {
      int unit = UNITS.indexOf(part.group(2));
      if (unit <= last) {
        return Optional.empty();
      }
      millis += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
      last = unit;
      end = part.end();
    }
    return end > 0 && end == text.length()
        ? Optional.of(Duration.ofMillis(millis))
        : Optional.empty();
  }

  /// The duration in the same words, to the millisecond.
  public static String of(Duration duration) {
    long left = duration.toMillis();
    StringBuilder text = new StringBuilder();
    // A day is written as hours: `24h` is what people expect to read back.
    for (String unit : UNITS.subList(1, UNITS.size())) {
      long size = MILLIS.getOrDefault(unit, 1L);
      if (left >= size) {
        text.append(left / size).append(unit);
        left %= size;
      }
    }
    return text.isEmpty() ? "0s" : text.toString();
  }
}
