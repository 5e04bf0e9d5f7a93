package dev.coppice.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `500MB` (thousands) or `5GiB` (1024s).
public record DataSize(long bytes) {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?) ?([A-Za-z]{1,3})");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B",
          1L,
          "kB",
          1_000L,
          "KB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "TB",
          1_000_000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30,
          "TiB",
          1L << 40);
  private static final List<String> PRINTED =
      List.of("TB", "TiB", "GB", "GiB", "MB", "MiB", "KB", "KiB", "B");

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is 0 bytes or more, not " + bytes);
    }
  }

  /// The size this text names; nothing when it names none.
  public static Optional<DataSize> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = UNITS.get(matcher.group(2));
    if (unit == null) {
      return Optional.empty();
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
    boolean fits = bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return fits ? Optional.of(new DataSize(bytes.longValue())) : Optional.empty();
  }

  /// The size in the largest unit that leaves no fraction.
  @Override
  public String toString() {
    for (String unit : PRINTED) {
      long size = UNITS.getOrDefault(unit, 1L);
      if (bytes >= size && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return bytes + "B";
  }
}
