package dev.coppice.view;

import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.util.List;

/// The system as a box of exactly seventy columns, plain text.
public final class TerminalView {
  private static final int NAME = 20;
  private static final int MOST_ROWS = 10;

  private final TextBox box = new TextBox();

  private TerminalView() {}

  /// The box; every line ends with a line feed and none is wider or narrower than seventy columns.
  public static String render(Snapshot snapshot) {
    var view = new TerminalView();
    OrchestratorState state = snapshot.state();
    view.header(state);
    view.box.rule();
    view.modules(ModuleStandings.of(state));
    view.box.rule();
    view.agents(snapshot);
    if (!state.landings().isEmpty()) {
      view.box.rule();
      view.landings(state);
    }
    if (!state.inbox().isEmpty()) {
      view.box.rule();
      view.inbox(state);
    }
    view.box.rule();
    view.workQueue(ProgressSummaryView.WorkItems.of(state.items().values()));
    return view.box.close();
  }

  private void header(OrchestratorState state) {
    line("COPPICE ORCHESTRATOR");
    if (state.isOpen()) {
      line("System: " + state.openSystem().systemId());
      boolean isNew = state.openSystem().id().isEmpty();
      line("Status: " + (isNew ? "not run yet" : OrchestratorView.status(state.openSystem())));
      TargetView target = TargetView.of(state.target());
      line("Target: " + target.name() + " (" + target.verdict() + ")");
    } else {
      line("No orchestrator initialized");
    }
  }

  private void modules(ModuleStandings modules) {
    var counts = ProgressSummaryView.Modules.of(modules);
    line("MODULES");
    line("  Completed:   " + counts.completed());
    line("  In Progress: " + counts.inProgress());
    line("  Pending:     " + counts.pending());
    int blocked = modules.count(ModuleStatus.BLOCKED);
    if (blocked > 0) {
      line("  Blocked:     " + blocked);
    }
    // Of all that is to be done; the published count leaves out what waits for other modules.
    int total = counts.total() + blocked;
    int percent = total == 0 ? 0 : 100 * counts.completed() / total;
    line("  %s %3d%%".formatted(Bar.of(counts.completed(), total, 40), percent));
  }

  private void agents(Snapshot snapshot) {
    List<Agent> shown =
        StatusView.liveInOrder(snapshot.state()).stream()
            .filter(agent ->
                agent.status() == AgentStatus.ACTIVE || agent.status() == AgentStatus.SPAWNING)
            .toList();
    line("AGENTS");
    for (Agent agent : shown) {
      AgentSummaryView row = AgentSummaryView.of(snapshot, agent);
      line(
          "  %s %s %s %s"
              .formatted(
                  StatusSymbol.of(agent.status()),
                  DisplayText.fit(row.moduleId(), NAME),
                  DisplayText.fit(row.loopId(), NAME),
                  DisplayText.fitRight(row.progress().percentComplete() + "%", 4)));
    }
    if (shown.isEmpty()) {
      line("  none active");
    }
  }

  private void landings(OrchestratorState state) {
    line("LANDING");
    rows(
        state.landingsInOrder().stream()
            .map(landing ->
                "  "
                    + DisplayText.fit(landing.module().value(), NAME)
                    + " "
                    + LandingView.text(landing.step()))
            .toList());
  }

  private void inbox(OrchestratorState state) {
    line("INBOX");
    rows(
        state.inboxInOrder().stream()
            .map(item ->
                "  %s %s%s"
                    .formatted(
                        DisplayText.fit(item.id().value(), 6),
                        item.moduleId() == null ? "" : item.moduleId() + ": ",
                        DisplayText.line(item.question())))
            .toList());
  }

  private void rows(List<String> rows) {
    rows.stream().limit(MOST_ROWS).forEach(this::line);
    if (rows.size() > MOST_ROWS) {
      line("  and %d more".formatted(rows.size() - MOST_ROWS));
    }
  }

  private void workQueue(ProgressSummaryView.WorkItems items) {
    line("WORK QUEUE");
    line(
        "  Pending: %d  In Progress: %d  Completed: %d  Failed: %d"
            .formatted(items.pending(), items.inProgress(), items.completed(), items.failed()));
  }

  private void line(String text) {
    box.line(text);
  }
}
