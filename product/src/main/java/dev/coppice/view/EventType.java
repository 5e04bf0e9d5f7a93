package dev.coppice.view;

import java.util.Locale;
import java.util.Optional;

/// The types of published events: the contract's twenty-one, then those that are ours.
public enum EventType {
  ORCHESTRATOR_CREATED,
  ORCHESTRATOR_STARTED,
  ORCHESTRATOR_PAUSED,
  ORCHESTRATOR_RESUMED,
  ORCHESTRATOR_TERMINATED,
  AGENT_SPAWNED,
  AGENT_STARTED,
  AGENT_PROGRESS,
  AGENT_BLOCKED,
  AGENT_RETRYING,
  AGENT_COMPLETED,
  AGENT_FAILED,
  AGENT_TERMINATED,
  WORKTREE_CREATED,
  WORKTREE_MERGED,
  WORKTREE_DELETED,
  WORK_ASSIGNED,
  WORK_COMPLETED,
  FAILURE_RETRY,
  FAILURE_REASSIGN,
  FAILURE_ESCALATE,

  TARGET_GREEN,
  TARGET_RED,
  CHECK_PASSED,
  CHECK_FAILED,
  /// What an attempt claimed is not what we saw.
  CHECK_REFUTED,
  GATE_PASSED,
  INBOX_OPENED,
  INBOX_ANSWERED,
  LANDING_QUEUED,
  LANDING_APPROVED,
  LANDING_VERIFIED,
  LANDING_CONFLICTED,
  LANDING_RED,
  LANDING_WAITING,
  LANDING_RETURNED,
  LANDING_DROPPED;

  /// The word used in JSON, such as `agent:spawned`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /// The type whose [#text()] this is, exactly.
  public static Optional<EventType> find(String text) {
    for (EventType type : values()) {
      if (type.text().equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
