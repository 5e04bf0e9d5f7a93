package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.store.EventStore;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.work.WorkItem;
import dev.coppice.worktree.Worktrees;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

/// The system as its log tells it, for reading while nobody owns it. Whatever would change
/// something is refused.
public final class StoredOrchestrationService extends ReadingService {
  private final Reading reading;

  /// @param store opened for reading; closed with this service
  public StoredOrchestrationService(
      EventStore store, Path runDirectories, Worktrees worktrees, Instant at) {
    var history = new History(store);
    OrchestratorState state = History.fold(store, history::add, null);
    var snapshot = new Snapshot(state, HashTreePMap.empty(), store.lastSeq(), at);
    this.reading = new Reading(snapshot, history, store, runDirectories, worktrees);
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
