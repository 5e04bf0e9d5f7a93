package dev.coppice.roadmap;

/// A change the roadmap wants made to something that already exists.
public record RoadmapUpdate(
    String id, String target, String description, Priority priority, ModuleStatus status) {
  /// How soon an update is wanted.
  public enum Priority {
    HIGH,
    MEDIUM,
    LOW
  }

  public RoadmapUpdate {
    if (id.isBlank() || target.isBlank()) {
      throw new IllegalArgumentException(
          "an update needs an id and a target, not \"" + id + "\" and \"" + target + "\"");
    }
  }
}
