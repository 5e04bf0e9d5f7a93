package dev.coppice.view;

import dev.coppice.event.InboxItem;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Stage;
import dev.coppice.view.StyledLine.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines that a live terminal repaints: the modules, each live agent, the landing queue, the
/// inbox. Pure; whoever paints owns the cursor.
public final class LiveView {
  private static final int BAR = 10;
  private static final int MODULES_BAR = 24;

  /// Below this many columns a line has no room for bars.
  private static final int NARROW = 60;

  private final Instant now;
  private final int width;
  private final List<StyledLine> lines = new ArrayList<>();

  private LiveView(Instant now, int width) {
    this.now = now;
    this.width = width;
  }

  /// The lines, none wider than `width` columns.
  ///
  /// @param color whether styles are written as escape sequences; without, the text is plain
  public static List<String> lines(Snapshot snapshot, Instant now, int width, boolean color) {
    var view = new LiveView(now, width);
    OrchestratorState state = snapshot.state();
    view.modules(state);
    for (Agent agent : StatusView.liveInOrder(state)) {
      view.agent(agent, Optional.ofNullable(snapshot.live().get(agent.id())));
    }
    view.landings(state.landingsInOrder());
    view.inbox(state.inboxInOrder());
    return view.lines.stream().map(line -> line.render(Math.max(width, 0), color)).toList();
  }

  private void modules(OrchestratorState state) {
    ModuleStandings modules = ModuleStandings.of(state);
    int complete = modules.count(ModuleStatus.COMPLETE);
    int total = modules.modules().size() - modules.count(ModuleStatus.DEFERRED);
    TargetView target = TargetView.of(state.target());
    var line = new StyledLine().with(Style.BOLD, system(state)).with("  ");
    if (width >= NARROW) {
      line.with(Style.GREEN, Bar.of(complete, total, MODULES_BAR)).with(" ");
    }
    line.with("%d/%d accepted".formatted(complete, total));
    line.with(
        target.verdict().equals("red") ? Style.RED : Style.DIM,
        "  %s %s".formatted(target.name(), target.verdict()));
    line.with(Style.DIM, tally(state));
    lines.add(line);
  }

  private static String system(OrchestratorState state) {
    if (!state.isOpen()) {
      return "no system";
    }
    String status = OrchestratorView.status(state.openSystem());
    return DisplayText.line(state.openSystem().systemId())
        + (status.equals("active") ? "" : " (" + status + ")");
  }

  private static String tally(OrchestratorState state) {
    var text = new StringBuilder();
    count(text, state.tally().retries(), "retry", "retries");
    count(text, state.tally().reassigns(), "reassignment", "reassignments");
    count(text, state.tally().conflicts(), "conflict", "conflicts");
    count(text, state.tally().lies(), "false claim", "false claims");
    return text.toString();
  }

  private static void count(StringBuilder text, int count, String one, String many) {
    if (count > 0) {
      text.append("  ").append(count).append(' ').append(count == 1 ? one : many);
    }
  }

  private void agent(Agent agent, Optional<LiveProgress> live) {
    int percent = AgentView.progress(agent, live.orElse(null)).percentComplete();
    int name = Math.clamp(width / 4, 8, 24);
    var line =
        new StyledLine()
            .with(style(agent), StatusSymbol.of(agent.status()))
            .with(" ")
            .with(Style.BOLD, DisplayText.fit(agent.module().value(), name))
            .with(" ");
    if (width >= NARROW) {
      line.with(Style.CYAN, DisplayText.fit(phase(agent, live), 18))
          .with(" ")
          .with(Style.GREEN, Bar.of(percent, 100, BAR))
          .with(" ");
    }
    line.with(DisplayText.fitRight(percent + "%", 4))
        .with(Style.DIM, " " + DisplayText.fitRight(elapsed(agent), 6))
        .with("  " + DisplayText.line(note(agent, live)));
    lines.add(line);
  }

  private static String phase(Agent agent, Optional<LiveProgress> live) {
    String reported = live.map(LiveProgress::phase).orElse(null);
    return reported == null || !(agent.stage() instanceof Stage.Working)
        ? AgentView.phaseLabel(agent)
        : reported;
  }

  private static Style style(Agent agent) {
    return switch (agent.status()) {
      case SPAWNING, TERMINATED -> Style.DIM;
      case ACTIVE, COMPLETED -> Style.GREEN;
      case BLOCKED, RETRYING -> Style.YELLOW;
      case FAILED -> Style.RED;
    };
  }

  private String elapsed(Agent agent) {
    Instant started = agent.times().startedAt();
    return elapsed(started == null ? agent.times().spawnedAt() : started, now);
  }

  /// Whole seconds: finer ones would only flicker.
  private static String elapsed(Instant from, Instant to) {
    return ElapsedText.of(Duration.ofSeconds(Duration.between(from, to).toSeconds()));
  }

  private String note(Agent agent, Optional<LiveProgress> live) {
    return switch (agent.stage()) {
      case Stage.Working _ ->
          live.map(LiveProgress::note).orElseGet(() -> StageText.of(agent.stage()));
      case Stage.Waiting(var until, _) ->
          "again in %s%s".formatted(elapsed(now, until), failure(agent));
      case Stage.Asking(var inbox) ->
          inbox + ": " + (agent.reason() == null ? "waits for you" : agent.reason());
      case Stage.Starting _,
          Stage.Cutting _,
          Stage.SettingUp _,
          Stage.Interrupted _,
          Stage.Gating _,
          Stage.Rebasing _,
          Stage.ToLand _,
          Stage.Ended _ ->
          StageText.of(agent.stage());
    };
  }

  private static String failure(Agent agent) {
    return agent.lastFailure() == null ? "" : ": " + agent.lastFailure().summary();
  }

  private void landings(List<Landing> landings) {
    if (landings.isEmpty()) {
      return;
    }
    Landing first =
        landings.stream()
            .filter(landing -> !(landing.step() instanceof Landing.Step.Queued))
            .findFirst()
            .orElse(landings.getFirst());
    var line =
        new StyledLine()
            .with(Style.CYAN, "landing: ")
            .with(DisplayText.line(first.module() + ", " + LandingView.text(first.step())));
    if (landings.size() > 1) {
      line.with(Style.DIM, "  and %d more".formatted(landings.size() - 1));
    }
    lines.add(line);
  }

  private void inbox(List<InboxItem> inbox) {
    if (inbox.isEmpty()) {
      return;
    }
    InboxItem first = inbox.getFirst();
    String module = first.moduleId() == null ? "" : first.moduleId() + ": ";
    lines.add(
        new StyledLine()
            .with(Style.YELLOW, "inbox (%d): ".formatted(inbox.size()))
            .with(DisplayText.line(first.id() + " " + module + first.question())));
  }
}
