package dev.coppice.worktree;

import java.nio.file.Path;
import java.util.List;

/// What came of moving the target branch to a candidate.
public sealed interface Advance {
  /// The target is at the candidate, and so is every checkout that has the target checked out.
  record Advanced(List<Path> syncedCheckouts) implements Advance {
    public Advanced {
      syncedCheckouts = List.copyOf(syncedCheckouts);
    }
  }

  /// The target is no longer where the candidate was built on; nothing was changed.
  record Moved(Oid actual) implements Advance {}

  /// Moving would hurt a checkout of the target; nothing was changed. `reason` is one sentence.
  record Blocked(String reason, List<String> paths) implements Advance {
    public Blocked {
      paths = List.copyOf(paths);
    }
  }
}
