package dev.coppice.roadmap;

import java.util.Locale;
import java.util.Optional;

/// Where a module stands.
public enum ModuleStatus {
  PENDING,
  IN_PROGRESS,
  COMPLETE,
  BLOCKED,
  DEFERRED;

  /// The word used in files and answers, such as `in-progress`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The status whose [#text()] this is, exactly.
  public static Optional<ModuleStatus> find(String text) {
    for (ModuleStatus status : values()) {
      if (status.text().equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
