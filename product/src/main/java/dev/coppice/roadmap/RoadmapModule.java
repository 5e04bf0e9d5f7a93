package dev.coppice.roadmap;

import java.util.List;

/// One module as the roadmap states it.
///
/// The status is the author's word: a pending module whose dependencies are unmet is still pending
/// here. The line is where the module stands in its file, counted from 1, or 0 when it has no file.
public record RoadmapModule(
    ModuleId id,
    String name,
    String description,
    int layer,
    ModuleStatus status,
    List<Dependency> dependsOn,
    List<ModuleId> unlocks,
    int line) {
  /// The highest layer; the lowest, the foundation, is 0.
  public static final int TOP_LAYER = 6;

  public RoadmapModule {
    if (name.isBlank()) {
      throw new IllegalArgumentException("module " + id + " needs a name, not a blank");
    }
    if (layer < 0 || layer > TOP_LAYER) {
      throw new IllegalArgumentException(
          "module " + id + " must be in a layer from 0 to " + TOP_LAYER + ", not " + layer);
    }
    if (line < 0) {
      throw new IllegalArgumentException("module " + id + " cannot stand on line " + line);
    }
    dependsOn = List.copyOf(dependsOn);
    unlocks = List.copyOf(unlocks);
  }

  /// The same module with another status.
  public RoadmapModule withStatus(ModuleStatus other) {
    return new RoadmapModule(id, name, description, layer, other, dependsOn, unlocks, line);
  }
}
