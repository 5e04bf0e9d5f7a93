package dev.coppice.worktree;

import java.util.List;

/// What came of bringing a module's work onto a new tip; what was there before is kept either way.
public sealed interface Rebased {
  /// The branch is at `tip`: the new tip with the module's work as at most one commit on top.
  record Clean(Oid tip) implements Rebased {}

  /// The branch is at `tip`, the new tip itself; the module's work lies in the worktree as
  /// uncommitted edits, with conflict markers in `paths`.
  record Conflicted(Oid tip, List<String> paths) implements Rebased {
    public Conflicted {
      paths = List.copyOf(paths);
    }
  }
}
