package dev.coppice.schedule;

import dev.coppice.event.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Logs of whole simulated lives, for tests of what is done with logs.
public final class ScheduleLogs {
  private ScheduleLogs() {}

  /// So many logs, each with the state it leads to.
  public static Map<List<Event>, OrchestratorState> lives(int count) {
    Map<List<Event>, OrchestratorState> lives = new LinkedHashMap<>();
    for (long seed = 1; seed <= count; seed++) {
      Simulation simulation = new Simulation(seed, false);
      simulation.run(150);
      lives.put(List.copyOf(simulation.log), simulation.state());
    }
    return lives;
  }
}
