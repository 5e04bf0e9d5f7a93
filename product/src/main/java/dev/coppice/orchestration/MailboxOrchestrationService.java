package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Message;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.work.WorkItem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The service over one mailbox. Holds one system at most, for as long as the process lives.
public final class MailboxOrchestrationService extends ReadingService {
  private static final int DEFAULT_ITEMS = 5;

  private final World.Opener opener;
  private final InstantSource clock;
  private final RandomGenerator seeds;
  private final boolean autopilot;
  private Dependencies dependencies = Dependencies.NONE;
  private volatile @Nullable OpenSystem open;
  private @Nullable String openId;
  private final Listeners listeners = new Listeners();
  private boolean closed;

  /// @param autopilot whether free slots are filled without being asked
  public MailboxOrchestrationService(
      World.Opener opener, InstantSource clock, RandomGenerator seeds, boolean autopilot) {
    this.opener = opener;
    this.clock = clock;
    this.seeds = seeds;
    this.autopilot = autopilot;
  }

  @Override
  public synchronized OrchestratorView initializeOrchestrator(String systemId, Path systemPath) {
    SystemName.requireGood(systemId);
    OpenSystem system = open;
    if (system != null) {
      return again(system, systemId, systemPath);
    }
    if (closed) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT, "This process is ending.", "Ask the next one.");
    }
    try {
      open = opened(systemId, systemPath);
    } catch (RuntimeException e) {
      throw WorldTrouble.told(e);
    }
    openId = systemId;
    // Whoever listened before there was a system heard its first events when they could not be read
    // yet.
    listeners.tell(system().mailbox.snapshot(), List.of());
    return OrchestratorView.of(system().mailbox.snapshot());
  }

  private OpenSystem opened(String systemId, Path systemPath) {
    World world = opener.open(systemId, systemPath, dependencies);
    OpenSystem opened;
    try {
      opened = new OpenSystem(world, clock, seeds);
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
    opened.listeners.add((snapshot, _, published) -> listeners.tell(snapshot, published));
    try {
      opened.open(systemId, autopilot);
      world.hold().opened();
    } catch (RuntimeException e) {
      opened.abandon();
      throw e;
    }
    return opened;
  }

  /// A second initialization resumes what is open, where id and path are the same. It says nothing
  /// about any other path, not even whether there is one.
  private OrchestratorView again(OpenSystem system, String systemId, Path systemPath) {
    Path root = system.world.root();
    boolean isHere = realPath(systemPath).startsWith(root);
    if (!systemId.equals(openId) || !isHere) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          "This process already holds system \"%s\" at %s.".formatted(openId, root),
          systemId.equals(openId) || isHere
              ? "Name it by this id and path."
              : "Start another process for \"%s\".".formatted(systemId));
    }
    return OrchestratorView.of(system.mailbox.snapshot());
  }

  private static Path realPath(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize(); // It is refused by that name.
    }
  }

  @Override
  public synchronized void setDependencies(Dependencies given) {
    if (open != null) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          "Dependencies cannot change while a system is open.",
          "Set them before initializing.");
    }
    dependencies = given;
  }

  @Override
  @Nullable Reading reading() {
    OpenSystem system = open;
    return system == null
        ? null
        : new Reading(
            system.mailbox.snapshot(),
            system.history,
            system.world.store(),
            system.world.runDirectories(),
            system.world.worktrees(),
            system.world.redaction());
  }

  OpenSystem system() {
    OpenSystem system = open;
    if (system == null) {
      throw new OrchestrationException(
          Refusal.Kind.NOT_INITIALIZED,
          "Orchestrator not initialized",
          "Initialize it with a system id and a path first.");
    }
    return system;
  }

  @Override
  public List<AgentView> spawnAgentsForWork(List<WorkItem> items) {
    List<AgentView> spawned = new ArrayList<>();
    for (WorkItem item : items) {
      Decision decision =
          system().ask(new Message.Spawn(item.moduleId(), item.loopId(), item.scope(), null));
      spawned.add(agent(AgentId.of(decision.results().getLast())));
    }
    return List.copyOf(spawned);
  }

  @Override
  public void handleAgentComplete(AgentId agent) {
    Decision _ = system().ask(new Message.ClaimDone(agent));
  }

  @Override
  public void handleAgentFailed(AgentId agent) {
    Decision _ = system().ask(new Message.ClaimFailed(agent, "by the caller"));
  }

  @Override
  public CycleResult runAutonomousCycle() {
    return runAutonomousCycle(DEFAULT_ITEMS);
  }

  @Override
  public CycleResult runAutonomousCycle(int count) {
    if (count < 1) {
      throw new OrchestrationException(
          Refusal.Kind.INVALID, "count must be 1 or more, not %d.".formatted(count), "Raise it.");
    }
    Decision decision = system().ask(new Message.RunCycle(count));
    if (decision.results().isEmpty()) {
      return new CycleResult(UUID.randomUUID().toString(), 0, List.of());
    }
    List<ModuleId> modules =
        decision.results().stream()
            .skip(1)
            .map(id -> decision.state().agents().get(AgentId.of(id)))
            .filter(java.util.Objects::nonNull)
            .map(Agent::module)
            .toList();
    return new CycleResult(decision.results().getFirst(), modules.size(), modules);
  }

  @Override
  public void pause() {
    whenOpen(new Message.Pause());
  }

  @Override
  public void resume() {
    whenOpen(new Message.Resume());
  }

  @Override
  public void shutdown() {
    if (open != null) {
      whenOpen(new Message.Shutdown());
      new MailboxAgentManager(this).awaitNothingRuns(_ -> true);
    }
  }

  private void whenOpen(Message.Command command) {
    OpenSystem system = open;
    if (system != null) {
      Decision _ = system.ask(command);
    }
  }

  @Override
  public List<String> submit(Message.Command command) {
    return system().ask(command).results();
  }

  @Override
  public void report(AttemptId attempt, AttemptReport report) {
    if (!system().world.engine().report(attempt, report)) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          "Attempt %s takes no report now.".formatted(attempt),
          "Only an attempt that runs reports.");
    }
  }

  @Override
  public AutoCloseable subscribe(Listener listener) {
    return listeners.add(listener);
  }

  @Override
  public AgentManager agents() {
    return new MailboxAgentManager(this);
  }

  @Override
  public WorktreeManager worktrees() {
    return new MailboxWorktreeManager(this);
  }

  @Override
  public List<String> notes() {
    OpenSystem system = open;
    return system == null ? List.of() : system.world.notes();
  }

  @Override
  public void stopOwner() {
    OpenSystem system = open;
    if (system != null) {
      system.stop();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    OpenSystem system = open;
    if (system != null) {
      open = null;
      system.close();
    }
  }
}
