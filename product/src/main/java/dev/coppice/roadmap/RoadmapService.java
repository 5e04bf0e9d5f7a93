package dev.coppice.roadmap;

/// Where modules come from. Coppice brings one that reads the repository's roadmap file; an
/// embedding program may bring its own.
public interface RoadmapService {
  /// Reads the roadmap as it is now. Problems of the text are in the answer, not thrown; an error
  /// among them means that no module of it is started.
  RoadmapReading readRoadmap();

  /// Told once a module's status has changed for good: complete after its landing, or what an
  /// operator set. A `ROADMAP.md` is written by people and never rewritten by Coppice, so the
  /// built-in service keeps the news in its own store; an embedder may pass it on to its own
  /// source.
  ///
  /// @throws UnknownModuleException if the roadmap has no such module
  void updateModuleStatus(ModuleId id, ModuleStatus status);
}
