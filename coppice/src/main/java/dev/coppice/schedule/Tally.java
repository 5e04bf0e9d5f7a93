package dev.coppice.schedule;

/// Counts over the whole life of the system, each one event counted.
public record Tally(
    long cycles,
    int spawns,
    int retries,
    int reassigns,
    int escalations,
    int conflicts,
    int lies,
    int landings) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0);
}
