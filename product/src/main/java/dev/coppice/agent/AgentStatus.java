package dev.coppice.agent;

import java.util.Locale;

/// Where one agent stands, in the words every surface uses.
public enum AgentStatus {
  SPAWNING,
  ACTIVE,
  BLOCKED,
  RETRYING,
  COMPLETED,
  FAILED,
  TERMINATED;

  /// The word used in JSON.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// An agent that has ended never comes back: late reports must not revive it.
  public boolean isEnded() {
    return switch (this) {
      case COMPLETED, FAILED, TERMINATED -> true;
      case SPAWNING, ACTIVE, BLOCKED, RETRYING -> false;
    };
  }

  /// Working or about to.
  public boolean isActive() {
    return switch (this) {
      case SPAWNING, ACTIVE, RETRYING -> true;
      case BLOCKED, COMPLETED, FAILED, TERMINATED -> false;
    };
  }
}
