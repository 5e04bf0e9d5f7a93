package dev.coppice.orchestration;

import dev.coppice.roadmap.ModuleId;
import java.util.List;

/// What one autonomous round started.
public record CycleResult(String cycleId, int agentsSpawned, List<ModuleId> modulesTargeted) {
  public CycleResult {
    modulesTargeted = List.copyOf(modulesTargeted);
  }
}
