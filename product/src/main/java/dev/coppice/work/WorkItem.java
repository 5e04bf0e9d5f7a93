package dev.coppice.work;

import dev.coppice.roadmap.ModuleId;
import java.util.List;

/// One module waiting for, or worked by, an agent.
///
/// @param priority the module's layer: lower goes earlier where leverage ties
/// @param leverageScore the score at the moment of choice
public record WorkItem(
    ItemId id,
    ModuleId moduleId,
    String loopId,
    String scope,
    int priority,
    double leverageScore,
    List<ModuleId> dependencies) {
  public WorkItem {
    dependencies = List.copyOf(dependencies);
  }
}
