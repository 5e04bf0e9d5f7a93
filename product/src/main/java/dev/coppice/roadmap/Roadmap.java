package dev.coppice.roadmap;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A system's modules, in the order their author wrote them.
///
/// Ids are unique. Dependencies may still name modules that are not here or run in a circle: such a
/// module is never ready, and [RoadmapIndex] bears it.
public record Roadmap(
    String system,
    String dreamState,
    List<RoadmapModule> modules,
    List<RoadmapUpdate> updates,
    List<BrainstormIdea> brainstorm) {
  public static final String UNKNOWN_SYSTEM = "Unknown System";

  public Roadmap {
    modules = List.copyOf(modules);
    updates = List.copyOf(updates);
    brainstorm = List.copyOf(brainstorm);
    Set<ModuleId> seen = HashSet.newHashSet(modules.size());
    for (RoadmapModule module : modules) {
      if (!seen.add(module.id())) {
        throw new IllegalArgumentException("module id " + module.id() + " is in the roadmap twice");
      }
    }
  }
}
