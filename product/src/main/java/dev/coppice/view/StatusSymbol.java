package dev.coppice.view;

import dev.coppice.agent.AgentStatus;

/// One column that tells where an agent stands.
final class StatusSymbol {
  private StatusSymbol() {}

  static String of(AgentStatus status) {
    return switch (status) {
      case SPAWNING -> "○";
      case ACTIVE -> "●";
      case BLOCKED -> "?";
      case RETRYING -> "↻";
      case COMPLETED -> "✓";
      case FAILED -> "✗";
      case TERMINATED -> "–";
    };
  }
}
