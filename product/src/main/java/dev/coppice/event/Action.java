package dev.coppice.event;

import java.util.Locale;

/// The one decision that follows a failure.
public enum Action {
  /// The same agent again, told what failed.
  RETRY,
  /// A fresh agent, told what failed.
  REASSIGN,
  /// A person.
  ESCALATE,
  /// Wait, uncharged, then the same agent again.
  PARK;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
