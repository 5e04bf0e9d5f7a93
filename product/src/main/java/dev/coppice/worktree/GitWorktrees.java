package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The worktrees of a real repository. One writer at a time in each worktree; different modules do
/// not wait for each other.
public final class GitWorktrees implements Worktrees {
  private final GitRepository repository;
  private final Modules modules;
  private final Making making;
  private final Keeping keeping;
  private final Committing committing;
  private final Rebasing rebasing;
  private final Deleting deleting;
  private final Moves moves;
  private final Advancing advancing;
  private final LandingTree landingTree;
  private final Inspection inspection;
  private final Map<String, ReentrantLock> writers = new ConcurrentHashMap<>();

  public GitWorktrees(GitRepository repository) {
    this(repository, InstantSource.system());
  }

  /// With the clock that dates what is kept.
  public GitWorktrees(GitRepository repository, InstantSource clock) {
    this.repository = repository;
    modules = new Modules(repository);
    moves = new Moves(repository, modules);
    making = new Making(repository, modules);
    keeping = new Keeping(repository, modules, clock);
    committing = new Committing(repository, modules, moves, keeping);
    rebasing = new Rebasing(repository, modules, moves, keeping, committing);
    deleting = new Deleting(repository, modules, keeping);
    advancing = new Advancing(repository);
    landingTree = new LandingTree(repository);
    inspection = new Inspection(repository.git());
  }

  @Override
  public Worktree create(ModuleId module, Oid base) {
    return alone(module, () -> making.create(module, base));
  }

  @Override
  public Optional<Worktree> find(ModuleId module) {
    return modules.describe(module);
  }

  @Override
  public List<Worktree> list() {
    return modules.list();
  }

  @Override
  public Optional<Oid> tip(ModuleId module) {
    return repository.refs().read(modules.branch(module));
  }

  @Override
  public Oid targetTip() {
    return repository
        .refs()
        .read(repository.targetBranch())
        .orElseThrow(() ->
            new RepositoryException(
                RepositoryException.Problem.TARGET_MISSING,
                "The target branch %s is gone.".formatted(repository.target()),
                "Create it again, or name another one."));
  }

  @Override
  public Oid treeOf(Oid commit) {
    return inspection.treeOf(commit);
  }

  @Override
  public boolean isAncestor(Oid ancestor, Oid descendant) {
    return inspection.isAncestor(ancestor, descendant);
  }

  @Override
  public Optional<Commit> commit(
      ModuleId module, CommitMessage message, List<String> paths, Identity author) {
    Committing.Request request = new Committing.Request(module, message, paths, author);
    return alone(module, () -> committing.commit(request));
  }

  @Override
  public WorktreeStatus status(ModuleId module) {
    return alone(module, () -> new WorktreeStatus(inspection.status(modules.require(module))));
  }

  @Override
  public List<LogEntry> log(ModuleId module, int limit) {
    return tip(module)
        .map(tip -> inspection.log(tip, limit))
        .orElseThrow(() -> Modules.missing(module));
  }

  @Override
  public Map<ModuleId, Oid> landed() {
    return inspection.landed(targetTip());
  }

  @Override
  public Diff diff(Oid from, Oid to) {
    return inspection.diff(from, to);
  }

  @Override
  public Candidate candidate(Oid branchTip, Oid target, CommitMessage message, Identity author) {
    return new Merging(repository.git()).candidate(branchTip, target, message, author);
  }

  @Override
  public Path landingTree(Oid commit) {
    return landingTree.at(commit);
  }

  @Override
  public Advance advance(Oid old, Oid candidate, String reflogMessage) {
    return advancing.advance(old, candidate, reflogMessage);
  }

  @Override
  public Advance finishSync(Oid old, Oid candidate) {
    return advancing.finishSync(old, candidate);
  }

  @Override
  public Rebased rebase(ModuleId module, Oid newTip, Identity author) {
    return alone(module, () -> rebasing.rebase(module, newTip, author));
  }

  @Override
  public Worktree restart(ModuleId module, Oid base) {
    return alone(module, () -> rebasing.restart(module, base));
  }

  @Override
  public DeleteResult delete(ModuleId module, boolean force, boolean deleteBranch) {
    return alone(module, () -> deleting.delete(new Deleting.Request(module, force, deleteBranch)));
  }

  @Override
  public Kept keep(ModuleId module, String why) {
    return alone(
        module,
        () -> {
          Checkout checkout = modules.require(module);
          moves.finish(module, checkout);
          return keeping.keep(module, checkout, why);
        });
  }

  @Override
  public List<Kept> kept() {
    return keeping.list();
  }

  private <T> T alone(ModuleId module, Supplier<T> work) {
    ReentrantLock writer = writers.computeIfAbsent(module.slug(), _ -> new ReentrantLock());
    writer.lock();
    try {
      return work.get();
    } finally {
      writer.unlock();
    }
  }
}
