package dev.coppice.schedule;

import dev.coppice.event.Action;

/// Counts over the whole life of the system, each from one logged event.
public record Tally(
    int cycles,
    int spawns,
    int retries,
    int reassigns,
    int escalations,
    int conflicts,
    int lies,
    int landings) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0);

  Tally cycle() {
    return new Tally(
        cycles + 1, spawns, retries, reassigns, escalations, conflicts, lies, landings);
  }

  Tally spawn() {
    return new Tally(
        cycles, spawns + 1, retries, reassigns, escalations, conflicts, lies, landings);
  }

  Tally conflict() {
    return new Tally(
        cycles, spawns, retries, reassigns, escalations, conflicts + 1, lies, landings);
  }

  Tally lie() {
    return new Tally(
        cycles, spawns, retries, reassigns, escalations, conflicts, lies + 1, landings);
  }

  Tally landing() {
    return new Tally(
        cycles, spawns, retries, reassigns, escalations, conflicts, lies, landings + 1);
  }

  Tally decided(Action action) {
    return switch (action) {
      case RETRY ->
          new Tally(cycles, spawns, retries + 1, reassigns, escalations, conflicts, lies, landings);
      case REASSIGN ->
          new Tally(cycles, spawns, retries, reassigns + 1, escalations, conflicts, lies, landings);
      case ESCALATE ->
          new Tally(cycles, spawns, retries, reassigns, escalations + 1, conflicts, lies, landings);
      case PARK -> this;
    };
  }
}
