package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Snapshot;
import java.util.List;

/// How a running system is shown.
interface Display extends AutoCloseable {
  /// Shows how it stands now and what has happened since the last time.
  void show(Snapshot snapshot, List<OrchestrationEvent> news);

  /// Leaves the terminal as it was; closing twice does nothing.
  @Override
  void close();

  /// The display that suits the screen.
  ///
  /// @param quiet whether only the end of the run is wanted
  static Display of(Screen screen, boolean quiet, boolean noColor) {
    if (quiet) {
      return new QuietDisplay();
    }
    return screen.canRepaint()
        ? LiveDisplay.on(screen, screen.hasColor(noColor))
        : new PlainDisplay(screen);
  }
}
