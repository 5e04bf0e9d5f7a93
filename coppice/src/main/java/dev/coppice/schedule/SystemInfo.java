package dev.coppice.schedule;

import java.time.Instant;

/// The system and its one lasting orchestrator.
public record SystemInfo(
    String id,
    String systemId,
    String systemPath,
    String worktreesPath,
    Status status,
    boolean autopilot,
    long epoch,
    Instant createdAt) {
  /// The orchestrator's status.
  public enum Status {
    INITIALIZING,
    ACTIVE,
    PAUSED,
    TERMINATED
  }

  SystemInfo with(Status next) {
    return new SystemInfo(
        id, systemId, systemPath, worktreesPath, next, autopilot, epoch, createdAt);
  }

  SystemInfo owned(long newEpoch, boolean newAutopilot) {
    return new SystemInfo(
        id, systemId, systemPath, worktreesPath, status, newAutopilot, newEpoch, createdAt);
  }
}
