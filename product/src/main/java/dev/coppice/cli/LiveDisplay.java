package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.DisplayText;
import dev.coppice.view.LiveView;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Events scroll by, and under them a few lines are painted again and again.
///
/// The cursor rests below the painted lines. To repaint, it goes up as many lines as were painted,
/// clears all below, and writes what is new. Everything of one repaint is one write, so a terminal
/// never shows half of it.
final class LiveDisplay implements Display {
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  // What the painted lines show anyway, or what follows from the event before.
  private static final Set<String> SAID_BELOW =
      Set.of("agent:progress", "work:completed", "worktree:deleted", "gate:passed");
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final Screen screen;
  private final boolean color;
  private final Supplier<TerminalSize> size;
  private final Thread restore;
  private List<String> painted = List.of();
  private boolean closed;

  private LiveDisplay(Screen screen, boolean color, Supplier<TerminalSize> size) {
    this.screen = screen;
    this.color = color;
    this.size = size;
    // Whatever ends the process, the cursor comes back.
    restore = new Thread(this::showCursor, "cursor");
  }

  static LiveDisplay on(Screen screen, boolean color) {
    return on(screen, color, new TerminalSize.Watched(screen.environment()));
  }

  static LiveDisplay on(Screen screen, boolean color, Supplier<TerminalSize> size) {
    var display = new LiveDisplay(screen, color, size);
    Runtime.getRuntime().addShutdownHook(display.restore);
    screen.out().print(HIDE_CURSOR);
    screen.out().flush();
    return display;
  }

  @Override
  public synchronized void show(Snapshot snapshot, List<OrchestrationEvent> news) {
    TerminalSize now = size.get();
    List<String> lines = LiveView.lines(snapshot, screen.clock().instant(), now.columns(), color);
    // What is taller than the window could not be reached again.
    List<String> fitting = lines.subList(0, Math.min(lines.size(), now.rows() - 1));
    List<OrchestrationEvent> told =
        news.stream().filter(event -> !SAID_BELOW.contains(event.type())).toList();
    if (closed || (told.isEmpty() && fitting.equals(painted))) {
      return;
    }
    var text = new StringBuilder();
    if (!painted.isEmpty()) {
      text.append("\r\u001b[%dA".formatted(painted.size())).append(CLEAR_BELOW);
    }
    told.forEach(event ->
        text.append(DisplayText.cut(EventText.of(event, screen.zone()), now.columns() - 1))
            .append('\n'));
    fitting.forEach(line -> text.append(line).append('\n'));
    painted = List.copyOf(fitting);
    screen.out().print(text);
    screen.out().flush();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      showCursor();
      try {
        Runtime.getRuntime().removeShutdownHook(restore);
      } catch (IllegalStateException _) {
        // The process is ending already; the hook shows the cursor once more.
      }
    }
  }

  private void showCursor() {
    screen.out().print(SHOW_CURSOR);
    screen.out().flush();
  }
}
