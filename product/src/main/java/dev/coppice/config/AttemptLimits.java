package dev.coppice.config;

import java.time.Duration;

/// How long one attempt may show no sign of life, and how long it may take.
public record AttemptLimits(Duration idle, Duration wall) {
  static AttemptLimits read(Section section, Values values) {
    return new AttemptLimits(
        section.get("idle", Duration.ofMinutes(10), values::duration),
        section.get("wall", Duration.ofHours(1), values::duration));
  }
}
