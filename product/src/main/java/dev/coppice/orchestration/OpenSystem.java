package dev.coppice.orchestration;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.OrchestratorView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// One open system: its world, its mailbox, and what keeps both going.
final class OpenSystem implements AutoCloseable {
  private static final Logger LOG = System.getLogger(OpenSystem.class.getName());
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final Duration STATE_FILE_EVERY = Duration.ofSeconds(1);

  /// Hears the logged events of each turn, on the mailbox's thread.
  interface TurnListener {
    void committed(Snapshot snapshot, List<Event> events, List<OrchestrationEvent> published);
  }

  final World world;
  final Mailbox mailbox;
  final History history;
  final AttemptReports reports;
  final KeyedExecutor executor = new KeyedExecutor();
  final List<TurnListener> listeners = new CopyOnWriteArrayList<>();

  private final EffectRunner effects;
  private final InstantSource clock;
  private final ScheduledExecutorService ticker;
  private final Set<AttemptId> once = new HashSet<>();
  private Instant stateFileWritten = Instant.EPOCH;

  OpenSystem(World world, InstantSource clock, RandomGenerator seeds) {
    this.world = world;
    this.clock = clock;
    this.history = new History(world.store());
    OrchestratorState state = History.fold(world.store(), history::add, this::remember);
    this.mailbox = new Mailbox(world.store(), state, world.redaction(), clock, seeds, new Turns());
    this.reports = new AttemptReports(mailbox, world.redaction(), clock);
    this.effects = new EffectRunner(world, executor, this::post, reports, clock);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ticker").daemon().factory());
    mailbox.start();
  }

  private void post(Message message) {
    var _ = mailbox.post(message);
  }

  private void remember(Event event) {
    switch (event) {
      case Event.AttemptIntended(var spec, _) -> once.add(spec.id());
      case Event.CheckIntended(var spec, _, _) -> once.add(spec.id());
      default -> {
        // Only attempts can outlive their owner.
      }
    }
  }

  private final class Turns implements Mailbox.Turns {
    @Override
    public void committed(
        Snapshot snapshot, List<Event> events, List<OrchestrationEvent> published) {
      history.add(published);
      EventLogging.log(events, snapshot.state());
      listeners.forEach(listener -> tell(listener, snapshot, events, published));
      boolean due =
          Duration.between(stateFileWritten, snapshot.at()).compareTo(STATE_FILE_EVERY) >= 0;
      if (snapshot.state().isOpen() && !events.isEmpty() && (due || isLifecycle(events))) {
        stateFileWritten = snapshot.at();
        String json = stateFile(snapshot);
        var _ = executor.run("state file", () -> world.stateFile().accept(json));
      }
    }

    /// What a listener does wrong is its own affair: the orchestrator goes on.
    private void tell(
        TurnListener listener,
        Snapshot snapshot,
        List<Event> events,
        List<OrchestrationEvent> published) {
      try {
        listener.committed(snapshot, events, published);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "a listener failed and is told nothing more", e);
        listeners.remove(listener);
      }
    }

    @Override
    public void carryOut(Effect effect) {
      effects.carryOut(effect);
    }
  }

  private static boolean isLifecycle(List<Event> events) {
    return events.stream()
        .anyMatch(event ->
            event instanceof Event.OwnerStarted
                || event instanceof Event.OwnerStopped
                || event instanceof Event.Paused
                || event instanceof Event.Resumed
                || event instanceof Event.ShutDown
                || event instanceof Event.Landed);
  }

  /// Opens or resumes, and only then lets time run.
  void open(String systemId, boolean autopilot) {
    RoadmapReading reading = world.roadmap().readRoadmap();
    Roadmaps.requireGood(reading);
    boolean isNew = mailbox.snapshot().seq() == 0;
    Map<ModuleId, String> landed = isNew ? landedBefore() : Map.of();
    var open =
        new Message.Open(
            systemId,
            world.root().toString(),
            world.target(),
            world.worktreesPath().toString(),
            world.settings().apply(world.loops().loops()),
            reading.roadmap(),
            autopilot);
    CompletableFuture<Decision> answer = mailbox.post(open);
    // Right behind it, so that nothing is chosen before this is known.
    post(new Message.LandedBefore(landed));
    Decision _ = accepted(await(answer));
    stopStrays();
    var _ = ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    var _ = ticker.scheduleAtFixedRate(effects::observeTarget, 2, 2, TimeUnit.SECONDS);
  }

  private Map<ModuleId, String> landedBefore() {
    return world.worktrees().landed().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().hex()));
  }

  /// Attempts that run although the log has their end already: their owner died between deciding
  /// that they must stop and stopping them.
  private void stopStrays() {
    for (AttemptId attempt : world.engine().live()) {
      if (once.contains(attempt) && !mailbox.snapshot().state().running().containsKey(attempt)) {
        world.engine().stop(attempt, false);
      }
    }
  }

  private void tick() {
    try {
      post(new Message.Tick(world.freeDisk().getAsLong()));
    } catch (RuntimeException e) {
      post(new Message.Tick(-1));
    }
  }

  /// Posts a command and waits until its events are committed; a refusal is thrown.
  Decision ask(Message.Command command) {
    return accepted(await(mailbox.post(command)));
  }

  private static Decision accepted(Decision decision) {
    if (decision.refusal() != null) {
      throw new OrchestrationException(decision.refusal());
    }
    return decision;
  }

  /// The same, where a refusal is an answer like another.
  Decision decide(Message.Command command) {
    return await(mailbox.post(command));
  }

  private static Decision await(CompletableFuture<Decision> answer) {
    try {
      return answer.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OrchestrationException refused) {
        throw refused;
      }
      throw new IllegalStateException("the command could not be decided", e.getCause());
    } catch (TimeoutException e) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          "The orchestrator did not answer within a minute.",
          "Look into its log; the disk may be full or very slow.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT, "The wait for an answer was interrupted.", "Ask again.");
    }
  }

  Instant now() {
    return clock.instant();
  }

  /// Stops every attempt and waits for their ends; what does not end in time goes on, and the next
  /// owner finds it.
  void stop() {
    Decision _ = ask(new Message.StopOwner());
    Instant giveUp = now().plus(LONGEST_STOP);
    while (!mailbox.snapshot().state().running().isEmpty() && now().isBefore(giveUp)) {
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /// Gives everything back after an opening that was refused.
  void abandon() {
    endTurns();
    world.close();
  }

  private void endTurns() {
    ticker.shutdown();
    executor.close();
    mailbox.close();
  }

  @Override
  public void close() {
    endTurns();
    try {
      world.stateFile().accept(stateFile(mailbox.snapshot()));
    } finally {
      world.close();
    }
  }

  private static String stateFile(Snapshot snapshot) {
    return ServiceJson.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(OrchestratorView.of(snapshot));
  }
}
