package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One worktree a module, and the way of its work into the target branch.
///
/// Every call blocks, is safe from any thread, and ends within a bounded time; different modules do
/// not wait for each other beyond a few milliseconds. A call that names a module without a worktree
/// throws [RepositoryException] with `WORKTREE_MISSING`, unless it says otherwise. Every call may
/// be repeated after a crash in the middle of it.
public interface Worktrees {
  /// The module's worktree, made if need be: branch `{prefix}{slug}` at `base`. A worktree that
  /// exists is returned as it is; a branch that exists without one is checked out at its own tip.
  Worktree create(ModuleId module, Oid base);

  /// The module's worktree, if there is one.
  Optional<Worktree> find(ModuleId module);

  /// Every worktree of ours, in the order of module ids.
  List<Worktree> list();

  /// The tip of the module's branch, if the branch exists (a worktree is not needed).
  Optional<Oid> tip(ModuleId module);

  /// Where the target branch is now.
  Oid targetTip();

  /// The tree of a commit: equal trees are equal files.
  Oid treeOf(Oid commit);

  /// What the target's first-parent history says has landed: the module of each `Coppice-Module`
  /// trailer and the newest commit that carries it.
  Map<ModuleId, Oid> landed();

  /// Whether every commit of `ancestor` is also one of `descendant`; a commit is its own ancestor.
  boolean isAncestor(Oid ancestor, Oid descendant);

  /// Commits what the worktree holds (only below `paths`, unless that is empty) to the module's
  /// branch; empty when there is nothing to commit. Whatever branch was checked out inside the
  /// worktree, afterwards it is the module's, and holds the work. Throws `DIVERGED`, with
  /// everything kept, when the checked out commit does not descend from the module's branch.
  Optional<Commit> commit(
      ModuleId module, CommitMessage message, List<String> paths, Identity author);

  /// What the worktree holds that is not committed.
  WorktreeStatus status(ModuleId module);

  /// The last `limit` commits of the module's branch, newest first.
  List<LogEntry> log(ModuleId module, int limit);

  /// What differs between two commits.
  Diff diff(Oid from, Oid to);

  /// Merges a branch tip into a commit of the target, in the object store only. The same arguments
  /// give the same commit.
  Candidate candidate(Oid branchTip, Oid target, CommitMessage message, Identity author);

  /// The one landing worktree, brought to exactly this commit: no tracked file differs, nothing
  /// untracked lies about; ignored files stay. The caller lets one landing use it at a time.
  Path landingTree(Oid commit);

  /// Moves the target from `old` to `candidate` by compare-and-swap, and with it every checkout of
  /// the target, keeping the user's staged and unstaged edits; or changes nothing.
  Advance advance(Oid old, Oid candidate, String reflogMessage);

  /// Ends an [#advance] that was cut off after the target had moved: brings every checkout of the
  /// target that still stands at `old` to `candidate`.
  Advance finishSync(Oid old, Oid candidate);

  /// Brings the module's work, uncommitted edits included, onto `newTip`; keeps what was.
  Rebased rebase(ModuleId module, Oid newTip, Identity author);

  /// Keeps what is there, then starts the module over: branch and files at `base`, ignored files as
  /// they were.
  Worktree restart(ModuleId module, Oid base);

  /// Removes the module's worktree, and its branch if asked. Refuses uncommitted work, and deleting
  /// a branch the target does not hold, unless forced; then all of it is kept first.
  DeleteResult delete(ModuleId module, boolean force, boolean deleteBranch);

  /// Saves the worktree as it is, untracked files included, under a private ref.
  Kept keep(ModuleId module, String why);

  /// Everything saved, oldest first.
  List<Kept> kept();
}
