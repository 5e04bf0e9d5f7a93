package dev.coppice.config;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a system, and one work item of it, may use; an absent part has no bound.
public record Budget(
    @Nullable BigDecimal usd, @Nullable Long tokens, @Nullable Duration wall, PerItem perItem) {
  /// What one work item may use.
  ///
  /// @param repeats repeated attempts over all its agents; first attempts are free
  public record PerItem(@Nullable BigDecimal usd, int repeats) {}

  private static final int DEFAULT_REPEATS = 6;

  static Budget read(Section section, Values values) {
    return new Budget(
        section.getOrNull("usd", values::money),
        section.getOrNull("tokens", values.whole(1, Long.MAX_VALUE)),
        section.getOrNull("wall", values::duration),
        readItem(section.section("perItem"), values));
  }

  private static PerItem readItem(Section section, Values values) {
    return new PerItem(
        section.getOrNull("usd", values::money),
        section.get("repeats", DEFAULT_REPEATS, values.count(0, 1_000)));
  }
}
