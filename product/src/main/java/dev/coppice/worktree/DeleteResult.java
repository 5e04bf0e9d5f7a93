package dev.coppice.worktree;

import java.util.List;

/// What came of deleting a module's worktree.
public sealed interface DeleteResult {
  /// The worktree is gone (its files vanish in the background); `kept` is what was saved before.
  record Deleted(List<Kept> kept) implements DeleteResult {
    public Deleted {
      kept = List.copyOf(kept);
    }
  }

  /// Deleting would lose work and was not forced; `changes` are the paths or commits at stake.
  record Refused(String reason, List<String> changes) implements DeleteResult {
    public Refused {
      changes = List.copyOf(changes);
    }
  }

  /// There was no worktree of that module, and nothing was done.
  record Absent() implements DeleteResult {}
}
