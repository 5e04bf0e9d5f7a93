package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Snapshot;
import java.util.List;

/// One line for each event: for files, pipes and terminals that cannot repaint.
record PlainDisplay(Screen screen) implements Display {
  @Override
  public void show(Snapshot snapshot, List<OrchestrationEvent> news) {
    news.forEach(event -> screen.line(EventText.of(event, screen.zone())));
    screen.out().flush();
  }

  @Override
  public void close() {
    screen.out().flush();
  }
}
