package dev.coppice.agent;

/// Why an attempt did not lead on. The family decides which step of the cascade follows.
public enum FailureCause {
  RATE_LIMIT(Family.TRANSIENT),
  NETWORK(Family.TRANSIENT),
  MODEL_ERROR(Family.TRANSIENT),
  HUNG(Family.ORDINARY),
  CRASHED(Family.ORDINARY),
  /// It claimed to be done and changed nothing.
  EMPTY_CLAIM(Family.EVIDENCE),
  /// A deliverable of the gate is missing.
  GATE_RED(Family.EVIDENCE),
  CHECK_RED(Family.EVIDENCE),
  /// The work does not merge into what landed meanwhile.
  CONFLICT(Family.EVIDENCE),
  /// A person sent it back.
  REJECTED(Family.EVIDENCE),
  SETUP_RED(Family.ORDINARY),
  WORKTREE(Family.ORDINARY),
  OUTPUT_FLOOD(Family.ORDINARY),
  AUTH(Family.ENVIRONMENT),
  TRUST(Family.ENVIRONMENT),
  MISSING_BINARY(Family.ENVIRONMENT),
  MONEY(Family.MONEY);

  /// What kind of trouble it is.
  public enum Family {
    /// Passes by itself: wait, uncharged.
    TRANSIENT,
    /// The attempt broke: pause, then again with context.
    ORDINARY,
    /// The result is wrong and we know how: again at once, with the evidence.
    EVIDENCE,
    /// No attempt can succeed until a person mends it.
    ENVIRONMENT,
    /// The budget is used up.
    MONEY
  }

  private final Family family;

  FailureCause(Family family) {
    this.family = family;
  }

  public Family family() {
    return family;
  }
}
