package dev.coppice.view;

import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo.Status;
import java.util.ArrayList;
import java.util.List;

/// Whether work can be given to the orchestrator now. Paused is ready: somebody wanted it so.
///
/// @param status `ready` or `not-ready`
/// @param reasons why it is not, one sentence each
public record ReadyView(String status, List<String> reasons) {
  public ReadyView {
    reasons = List.copyOf(reasons);
  }

  public static ReadyView of(Snapshot snapshot) {
    List<String> reasons = reasons(snapshot.state());
    return new ReadyView(reasons.isEmpty() ? "ready" : "not-ready", reasons);
  }

  private static List<String> reasons(OrchestratorState state) {
    if (!state.isOpen()) {
      return List.of("No system is open.");
    }
    List<String> reasons = new ArrayList<>();
    if (state.openSystem().stopping()) {
      reasons.add("The owner is stopping.");
    }
    if (state.openSystem().status() == Status.TERMINATED) {
      reasons.add("The orchestrator was shut down.");
    }
    if (state.isShortOfDisk()) {
      reasons.add("The disk is nearly full.");
    }
    return reasons;
  }
}
