package dev.coppice.worktree;

import java.util.List;

/// What a worktree holds that is not committed: one line a path, two status letters and the path as
/// in `git status --porcelain`; ignored files are left out.
public record WorktreeStatus(List<String> changes) {
  public WorktreeStatus {
    changes = List.copyOf(changes);
  }

  public boolean clean() {
    return changes.isEmpty();
  }
}
