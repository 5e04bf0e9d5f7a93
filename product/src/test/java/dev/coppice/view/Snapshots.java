package dev.coppice.view;

import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import org.pcollections.HashTreePMap;

/// Snapshots that tests start from.
final class Snapshots {
  private Snapshots() {}

  /// Before the first event.
  static Snapshot empty() {
    return new Snapshot(OrchestratorState.empty(), HashTreePMap.empty(), 0, Story.START);
  }
}
