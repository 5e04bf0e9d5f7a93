package dev.coppice.loop;

/// Who opens a gate.
public enum ApprovalType {
  /// A person, unless autonomy is full.
  HUMAN,
  /// Deliverables and checks alone.
  AUTO,
  /// Like [#AUTO]; kept apart because loop files name it.
  CONDITIONAL
}
