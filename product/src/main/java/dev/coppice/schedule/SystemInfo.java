package dev.coppice.schedule;

import java.time.Instant;

/// The system and its one lasting orchestrator.
///
/// @param autopilot whether free slots are filled without being asked
/// @param stopping the owner is leaving: nothing new is started
/// @param epoch counts owners
public record SystemInfo(
    String id,
    String systemId,
    String systemPath,
    String worktreesPath,
    Status status,
    boolean autopilot,
    boolean stopping,
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
        id, systemId, systemPath, worktreesPath, next, autopilot, stopping, epoch, createdAt);
  }

  SystemInfo toStop() {
    return new SystemInfo(
        id, systemId, systemPath, worktreesPath, status, autopilot, true, epoch, createdAt);
  }

  SystemInfo owned(long newEpoch, boolean newAutopilot) {
    return new SystemInfo(
        id, systemId, systemPath, worktreesPath, status, newAutopilot, false, newEpoch, createdAt);
  }
}
