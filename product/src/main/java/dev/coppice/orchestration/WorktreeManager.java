package dev.coppice.orchestration;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Worktrees, by their ten functions. Whatever changes git goes through the mailbox. A module
/// without a worktree is refused with "Worktree not found for module: X".
public interface WorktreeManager {
  /// Finds the worktrees that are there already.
  void initialize();

  /// Idempotent; cut from the target's tip, or an existing branch of the module is reused.
  WorktreeInfo createWorktree(ModuleId module);

  Optional<WorktreeInfo> getWorktree(ModuleId module);

  List<WorktreeInfo> listWorktrees();

  /// The new commit's id, or "" when there was nothing to commit. No paths = everything.
  String commit(ModuleId module, String message, List<String> paths);

  Status getStatus(ModuleId module);

  /// Lands the module's branch: verified on the merge commit, by compare-and-swap, never in the
  /// user's checkout. Says how it ended.
  LandingOutcome mergeToMain(ModuleId module, boolean deleteAfter);

  /// Refuses uncommitted or unlanded work unless `force`; then it is kept under a private ref
  /// first.
  void deleteWorktree(ModuleId module, boolean force);

  List<LogEntry> getCommitLog(ModuleId module, int limit);

  Summary getSummary();

  /// One worktree.
  record WorktreeInfo(
      String moduleId,
      String branchName,
      Path worktreePath,
      Instant createdAt,
      @Nullable String lastCommit,
      int commitCount) {}

  /// Uncommitted changes as porcelain lines.
  record Status(boolean clean, List<String> changes) {
    public Status {
      changes = List.copyOf(changes);
    }
  }

  /// One commit.
  record LogEntry(String hash, String message, Instant date) {}

  /// How a landing ended.
  record LandingOutcome(boolean landed, String commit, String reason, List<String> paths) {
    public LandingOutcome {
      paths = List.copyOf(paths);
    }
  }

  /// Counts of worktrees.
  record Summary(int total, List<WorktreeInfo> worktrees) {
    public Summary {
      worktrees = List.copyOf(worktrees);
    }
  }
}
