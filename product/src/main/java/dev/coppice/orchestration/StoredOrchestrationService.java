package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.config.Config;
import dev.coppice.config.RoadmapFile;
import dev.coppice.event.Event;
import dev.coppice.event.Redaction;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.MessageRedaction;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.EventStore;
import dev.coppice.store.SqliteEventStore;
import dev.coppice.store.TokenFile;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.work.WorkItem;
import dev.coppice.worktree.GitRepository;
import dev.coppice.worktree.GitWorktrees;
import dev.coppice.worktree.RepositoryPlace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/// The system as its log tells it, for reading while nobody owns it. Whatever would change
/// something is refused.
public final class StoredOrchestrationService extends ReadingService {
  private final Reading reading;

  private StoredOrchestrationService(Reading reading) {
    this.reading = reading;
  }

  /// Reads the log of a system, and the roadmap and configuration as they are now.
  ///
  /// @param systemId one that may never have been opened: then what a first owner would see
  public static StoredOrchestrationService read(
      LocalWorlds worlds, String systemId, Path systemPath) {
    RepositoryPlace place = RepositoryPlace.find(systemPath);
    Path data = DataDirectory.at(place.commonDir(), worlds.data()).path();
    Config config = worlds.configs().apply(place.root(), data);
    EventStore store =
        SqliteEventStore.exists(data, systemId)
            ? SqliteEventStore.openReadOnly(data, systemId)
            : new NoEvents();
    GitRepository repository = LocalWorlds.repository(place, config);
    var history = new History(store);
    OrchestratorState state = History.fold(store, history::add, null);
    if (!state.isOpen()) {
      state =
          Evolver.evolve(
              state,
              new Event.SystemOpened(
                  "",
                  systemId,
                  place.root().toString(),
                  repository.target(),
                  repository.worktreesRoot().toString(),
                  worlds.clock().instant()));
    }
    RoadmapReading roadmap = new RoadmapFile(place.root()).readRoadmap();
    Roadmaps.requireGood(roadmap);
    Redaction redaction = worlds.redaction(config, TokenFile.peek(data));
    state =
        Evolver.evolve(
            state,
            new Event.SettingsRead(LocalWorlds.settings(config, new BuiltInLoops().loops())));
    state =
        Evolver.evolve(
            state, new Event.RoadmapRead(MessageRedaction.redact(roadmap.roadmap(), redaction)));
    var snapshot =
        new Snapshot(state, HashTreePMap.empty(), store.lastSeq(), worlds.clock().instant());
    return new StoredOrchestrationService(
        new Reading(
            snapshot,
            history,
            store,
            data.resolve("run"),
            new GitWorktrees(repository),
            redaction));
  }

  @Override
  @Nullable Reading reading() {
    return reading;
  }

  private static OrchestrationException nobody() {
    return new OrchestrationException(
        Refusal.Kind.CONFLICT,
        "Nobody owns this system now, so nothing can change.",
        "Start `coppice run`.");
  }

  @Override
  public OrchestratorView initializeOrchestrator(String systemId, Path systemPath) {
    throw nobody();
  }

  @Override
  public void setDependencies(Dependencies dependencies) {
    throw nobody();
  }

  @Override
  public List<AgentView> spawnAgentsForWork(List<WorkItem> items) {
    throw nobody();
  }

  @Override
  public void handleAgentComplete(AgentId agent) {
    throw nobody();
  }

  @Override
  public void handleAgentFailed(AgentId agent) {
    throw nobody();
  }

  @Override
  public CycleResult runAutonomousCycle() {
    throw nobody();
  }

  @Override
  public CycleResult runAutonomousCycle(int count) {
    throw nobody();
  }

  @Override
  public void pause() {
    throw nobody();
  }

  @Override
  public void resume() {
    throw nobody();
  }

  @Override
  public void shutdown() {
    throw nobody();
  }

  @Override
  public List<String> submit(Message.Command command) {
    throw nobody();
  }

  @Override
  public void report(AttemptId attempt, AttemptReport report) {
    throw nobody();
  }

  @Override
  public AutoCloseable subscribe(Listener listener) {
    return () -> {};
  }

  @Override
  public AgentManager agents() {
    throw nobody();
  }

  @Override
  public WorktreeManager worktrees() {
    throw nobody();
  }

  @Override
  public List<String> notes() {
    return List.of();
  }

  @Override
  public void stopOwner() {
    throw nobody();
  }

  @Override
  public void close() {
    reading.store().close();
  }
}
