package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Decider;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Envelope;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.Message.Command;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Stage;
import dev.coppice.schedule.WorkDecider;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.view.ProgressSummaryView;
import dev.coppice.view.PublishedEvents;
import dev.coppice.view.TerminalView;
import dev.coppice.view.WorkQueueView;
import dev.coppice.work.Autonomy;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import dev.coppice.work.WorkItem;
import dev.coppice.work.WorkQueue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The service with its real decisions, in memory, on a [SimulatedWorld]. Time stands still but for
/// a second a turn, and leaps to the next thing that waits for it.
public final class SimulatedOrchestration implements OrchestrationService {
  private final SimulatedWorld world;
  private final Settings settings;
  private final Roadmap roadmap;
  private final SimulatedEvents log = new SimulatedEvents();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final Queue<Effect> effects = new ArrayDeque<>();
  private PMap<AgentId, LiveProgress> live = HashTreePMap.empty();
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private OrchestratorState state = OrchestratorState.empty();
  private long seed;
  private long seq;
  private boolean stopped;
  private boolean broken;
  private List<String> written = List.of();
  private String changed = "";
  private boolean drivesItself;

  public SimulatedOrchestration(SimulatedWorld world, Settings settings, Roadmap roadmap) {
    this.world = world;
    this.settings = settings;
    this.roadmap = roadmap;
  }

  /// A small system: `money`, then `accounts`, then `balance`; and `chart` beside them.
  public static SimulatedOrchestration small(SimulatedWorld world) {
    return new SimulatedOrchestration(world, settings(Autonomy.FULL, false), smallRoadmap());
  }

  public static Roadmap smallRoadmap() {
    return SmallSystem.roadmap();
  }

  public static Settings settings(Autonomy autonomy, boolean approveLandings) {
    return SmallSystem.settings(autonomy, approveLandings);
  }

  public synchronized void open(boolean autopilot) {
    submit(
        new Message.Open(
            "ledger",
            "/repository",
            "main",
            "/repository/.worktrees",
            settings,
            roadmap,
            autopilot));
  }

  /// From now on effects are carried out as they come, on another thread.
  public void driveItself() {
    drivesItself = true;
    Thread _ = Thread.startVirtualThread(this::settle);
  }

  /// Carries out effects until nothing moves without a person.
  public synchronized void settle() {
    while (true) {
      while (!effects.isEmpty()) {
        world.react(effects.remove()).forEach(this::turn);
      }
      Optional<Instant> next =
          state.liveAgents().stream()
              .map(Agent::stage)
              .flatMap(stage ->
                  stage instanceof Stage.Waiting w
                      ? Optional.of(w.until()).stream()
                      : Optional.<Instant>empty().stream())
              .min(Instant::compareTo);
      if (next.isEmpty()) {
        return;
      }
      now = next.get();
      turn(new Message.Tick(-1));
    }
  }

  /// From now on the log of every agent is this.
  public void logs(List<String> lines) {
    written = List.copyOf(lines);
  }

  /// From now on the diff of every module is this.
  public void diffs(String diff) {
    changed = diff;
  }

  /// From now on logs cannot be read, and nobody expected that.
  public void breakLogs() {
    broken = true;
  }

  public boolean isStopped() {
    return stopped;
  }

  @Override
  public synchronized List<String> submit(Command command) {
    Decision decision = turn(command);
    if (decision.refusal() != null) {
      throw new OrchestrationException(decision.refusal());
    }
    if (drivesItself) {
      Thread _ = Thread.startVirtualThread(this::settle);
    }
    return decision.results();
  }

  private Decision turn(Message message) {
    now = now.plusSeconds(1);
    OrchestratorState before = state;
    Decision decision = Decider.decide(state, new Envelope(message, now, ++seed));
    state = decision.state();
    effects.addAll(decision.effects());
    List<OrchestrationEvent> published =
        decision.events().stream()
            .flatMap(event -> PublishedEvents.of(++seq, now, event, before, state).stream())
            .toList();
    log.add(published);
    listeners.forEach(listener -> listener.published(snapshot(), published));
    return decision;
  }

  @Override
  public OrchestratorView initializeOrchestrator(String systemId, Path systemPath) {
    submit(
        new Message.Open(
            systemId,
            systemPath.toString(),
            "main",
            systemPath.resolve(".worktrees").toString(),
            settings,
            roadmap,
            false));
    return OrchestratorView.of(snapshot());
  }

  @Override
  public void setDependencies(Dependencies dependencies) {
    throw new UnsupportedOperationException("everything is simulated already");
  }

  @Override
  public Optional<OrchestratorView> getOrchestrator() {
    return state.isOpen() ? Optional.of(OrchestratorView.of(snapshot())) : Optional.empty();
  }

  @Override
  public List<WorkItem> getNextWorkItems(int count) {
    if (!state.isOpen()) {
      return List.of();
    }
    List<LeverageScore> next = WorkDecider.next(state, count);
    return IntStream.range(0, next.size())
        .mapToObj(i ->
            new WorkItem(
                new ItemId("item-" + i),
                next.get(i).moduleId(),
                "quick-loop",
                next.get(i).description(),
                next.get(i).layer(),
                next.get(i).score(),
                state.roadmap().dependencies(next.get(i).moduleId())))
        .toList();
  }

  @Override
  public List<AgentView> spawnAgentsForWork(List<WorkItem> items) {
    return items.stream()
        .map(item -> submit(new Message.Spawn(item.moduleId(), item.loopId(), item.scope(), null)))
        .map(results -> getAgent(AgentId.of(results.getFirst())).orElseThrow())
        .toList();
  }

  @Override
  public void handleAgentComplete(AgentId agent) {
    submit(new Message.ClaimDone(agent));
  }

  @Override
  public void handleAgentFailed(AgentId agent) {
    submit(new Message.ClaimFailed(agent, "said so"));
  }

  @Override
  public CycleResult runAutonomousCycle() {
    return runAutonomousCycle(5);
  }

  @Override
  public CycleResult runAutonomousCycle(int count) {
    List<String> results = submit(new Message.RunCycle(count));
    return new CycleResult(
        results.isEmpty() ? "none" : results.getFirst(),
        Math.max(0, results.size() - 1),
        results.stream()
            .skip(1)
            .map(id -> state.findAgent(AgentId.of(id)).orElseThrow().module())
            .toList());
  }

  @Override
  public List<AgentView> getAgents() {
    Snapshot snapshot = snapshot();
    return snapshot.state().agentsInOrder().stream()
        .map(agent -> AgentView.of(snapshot, agent))
        .toList();
  }

  @Override
  public Optional<AgentView> getAgent(AgentId agent) {
    Snapshot snapshot = snapshot();
    return snapshot.state().findAgent(agent).map(known -> AgentView.of(snapshot, known));
  }

  @Override
  public WorkQueue getWorkQueue() {
    return WorkQueueView.queue(state);
  }

  @Override
  public List<OrchestrationEvent> getEventLog(int limit, Predicate<OrchestrationEvent> wanted) {
    return log.last(limit, wanted);
  }

  @Override
  public ProgressSummaryView getProgressSummary() {
    return ProgressSummaryView.of(snapshot());
  }

  @Override
  public void pause() {
    submit(new Message.Pause());
  }

  @Override
  public void resume() {
    submit(new Message.Resume());
  }

  @Override
  public void shutdown() {
    submit(new Message.Shutdown());
  }

  @Override
  public String generateTerminalView() {
    return TerminalView.render(snapshot());
  }

  @Override
  public synchronized Snapshot snapshot() {
    return new Snapshot(state, live, seq, now);
  }

  @Override
  public AutoCloseable subscribe(Listener listener) {
    listeners.add(listener);
    subscriptions.incrementAndGet();
    return () -> listeners.remove(listener);
  }

  /// How often somebody began to listen.
  public int subscriptions() {
    return subscriptions.get();
  }

  /// Whether somebody listens.
  public boolean isHeard() {
    return !listeners.isEmpty();
  }

  @Override
  public List<OrchestrationEvent> eventsAfter(
      long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    return log.after(seq, limit, wanted);
  }

  @Override
  public AgentManager agents() {
    return new SimulatedAgents(this);
  }

  @Override
  public WorktreeManager worktrees() {
    return new SimulatedWorktrees(this);
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public void stopOwner() {
    if (state.isOpen()) {
      submit(new Message.StopOwner());
      settle();
    }
    stopped = true;
  }

  @Override
  public void readLog(AgentId agent, int lastLines, Consumer<String> into) {
    if (written.isEmpty()) {
      SimulatedOutput output = new SimulatedOutput(broken);
      output.lines(lastLines).forEach(into);
    } else {
      int from = lastLines == 0 ? 0 : Math.max(0, written.size() - lastLines);
      written.subList(from, written.size()).forEach(into);
    }
  }

  @Override
  public LogPart readLog(
      AgentId agent, AttemptId attempt, LogPart.Stream stream, long from, int bytes) {
    return new SimulatedOutput(broken).part(listAttempts(agent), attempt, stream, from, bytes);
  }

  @Override
  public List<LoggedAttempt> listAttempts(AgentId agent) {
    return SimulatedOutput.attempts(snapshot(), agent);
  }

  @Override
  public synchronized void report(AttemptId attempt, AttemptReport report) {
    if (!(state.running().get(attempt) instanceof Running.OfAgent(var agent))) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT, "Attempt %s takes no report now.".formatted(attempt), "Run it.");
    }
    switch (report) {
      case AttemptReport.Progress(var percent, var phase, var note) ->
          live = live.plus(agent, new LiveProgress(percent, phase, note, now, now));
      case AttemptReport.Blocker(var question, var options) -> {
        Decision _ = turn(new Message.AttemptFinished(world.asked(attempt, question, options)));
      }
    }
  }

  @Override
  public String diff(ModuleId module) {
    return changed.isEmpty() ? "--- a/%s\n+++ b/%s\n+new\n".formatted(module, module) : changed;
  }

  @Override
  public void close() {}
}
