package dev.coppice.work;

/// The mode of one wave and why.
public record ConcurrencyDecision(ConcurrencyMode mode, String reasoning, Factors factors) {
  /// What the mode was decided from.
  public record Factors(
      boolean dependencyConflicts,
      boolean fileOverlap,
      boolean resourceConstrained,
      int agentCount) {}
}
