package dev.coppice.worktree;

import java.util.List;

/// What came of merging a branch into the target without touching any checkout or ref.
public sealed interface Candidate {
  /// The merge commit (parents: target, then branch) that may be verified and then landed.
  record Built(Oid commit, Oid tree) implements Candidate {}

  /// The branch does not merge; `messages` are git's own lines about it.
  record Conflict(List<String> paths, List<String> messages) implements Candidate {
    public Conflict {
      paths = List.copyOf(paths);
      messages = List.copyOf(messages);
    }
  }

  /// The target already holds every commit of the branch.
  record AlreadyLanded() implements Candidate {}
}
