package dev.coppice.work;

/// How the items of one wave run beside each other.
public enum ConcurrencyMode {
  /// One after another.
  SEQUENTIAL("sequential", 1),
  /// A few side by side.
  PARALLEL_ASYNC("parallel-async", 4),
  /// Many side by side, with admission control.
  PARALLEL_THREADS("parallel-threads", Integer.MAX_VALUE);

  private final String text;
  private final int mostAgents;

  ConcurrencyMode(String text, int mostAgents) {
    this.text = text;
    this.mostAgents = mostAgents;
  }

  /// The word used in JSON and configuration.
  public String text() {
    return text;
  }

  /// The most agents this mode lets run at once.
  public int mostAgents() {
    return mostAgents;
  }
}
