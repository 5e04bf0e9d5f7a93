package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Whole lives of systems in a hostile world. `-Dseed=N` replays one and prints what happened.
final class SimulationTest {
  private static final int SEEDS = Integer.getInteger("seeds", 300);
  private static final int STEPS = 250;

  @Test
  void everyLifeKeepsItsPromisesAndComesToAnEnd() {
    Long one = Long.getLong("seed");
    for (long seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
      Simulation simulation = new Simulation(seed, one != null);
      try {
        simulation.run(STEPS);
      } catch (AssertionError | RuntimeException e) {
        if (one != null) {
          throw new AssertionError(simulation.trace(), e);
        }
        throw new AssertionError("replay with -Dseed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameLog() {
    for (long seed = 1; seed <= 5; seed++) {
      Simulation first = new Simulation(seed, false);
      Simulation second = new Simulation(seed, false);
      first.run(STEPS);
      second.run(STEPS);

      assertThat(first.logHash()).isEqualTo(second.logHash());
      assertThat(first.log).hasSizeGreaterThan(100);
    }
  }
}
