package dev.coppice.roadmap;

import java.util.List;

/// A module as read, before anything it mentions is looked up.
record ModuleDraft(
    ModuleId id,
    String name,
    String description,
    int layer,
    ModuleStatus status,
    List<Mention> dependsOn,
    List<Mention> unlocks,
    Place place) {}
