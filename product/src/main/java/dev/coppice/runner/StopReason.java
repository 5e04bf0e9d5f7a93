package dev.coppice.runner;

/// Why an attempt was ended from outside. The recorded word is the same for all languages that read
/// a run directory.
public enum StopReason {
  /// Someone asked for it.
  TERMINATED("terminated"),
  /// It ran longer than its wall limit.
  DEADLINE("deadline"),
  /// Neither output nor report grew for the idle limit.
  IDLE("idle"),
  /// No owner renewed the lease.
  LEASE_EXPIRED("lease-expired"),
  /// It wrote more than its output limit; killed without grace.
  OUTPUT_FLOOD("output-flood"),
  /// The orchestrator shuts down and does not want to be survived.
  SHUTDOWN("shutdown");

  private final String word;

  StopReason(String word) {
    this.word = word;
  }

  /// The word in `stop` and `exit.json`.
  public String word() {
    return word;
  }
}
