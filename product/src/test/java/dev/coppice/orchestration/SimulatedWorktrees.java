package dev.coppice.orchestration;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What surfaces use of the worktrees of a [SimulatedOrchestration]: those its live agents have.
record SimulatedWorktrees(SimulatedOrchestration service) implements WorktreeManager {
  @Override
  public void initialize() {}

  @Override
  public WorktreeInfo createWorktree(ModuleId module) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public Optional<WorktreeInfo> getWorktree(ModuleId module) {
    return listWorktrees().stream()
        .filter(worktree -> worktree.moduleId().equals(module.value()))
        .findFirst();
  }

  @Override
  public List<WorktreeInfo> listWorktrees() {
    return service.snapshot().state().liveAgents().stream()
        .filter(agent -> agent.place() != null)
        .map(SimulatedWorktrees::info)
        .toList();
  }

  private static WorktreeInfo info(Agent agent) {
    var place = Objects.requireNonNull(agent.place());
    return new WorktreeInfo(
        agent.module().value(),
        place.branch(),
        Path.of(place.path()),
        agent.times().spawnedAt(),
        null,
        0);
  }

  @Override
  public String commit(ModuleId module, String message, List<String> paths) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public Status getStatus(ModuleId module) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public LandingOutcome mergeToMain(ModuleId module, boolean deleteAfter) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public void deleteWorktree(ModuleId module, boolean force) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public List<LogEntry> getCommitLog(ModuleId module, int limit) {
    throw new UnsupportedOperationException("no surface asks for it");
  }

  @Override
  public Summary getSummary() {
    List<WorktreeInfo> all = listWorktrees();
    return new Summary(all.size(), all);
  }
}
