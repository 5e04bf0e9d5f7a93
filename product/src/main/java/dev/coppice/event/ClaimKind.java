package dev.coppice.event;

/// What someone outside says of a running attempt.
public enum ClaimKind {
  DONE,
  FAILED,
  BLOCKED
}
