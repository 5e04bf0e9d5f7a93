package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Snapshot;
import java.util.List;

/// Shows nothing: a program waits for the end.
record QuietDisplay() implements Display {
  @Override
  public void show(Snapshot snapshot, List<OrchestrationEvent> news) {}

  @Override
  public void close() {}
}
