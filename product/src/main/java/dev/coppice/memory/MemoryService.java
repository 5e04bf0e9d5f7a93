package dev.coppice.memory;

import dev.coppice.roadmap.ModuleId;
import java.util.List;

/// What earlier attempts taught. An embedder may bring its own.
public interface MemoryService {
  /// What is worth telling an agent about to work on this module with this loop; empty when nothing
  /// is. Plain text, bounded by the implementation.
  String loadContext(ModuleId module, String loopId);

  /// What the attempts of an accepted item taught: failures that were mended, one sentence each.
  void recordLessons(ModuleId module, String loopId, List<String> lessons);
}
