package dev.coppice.worktree;

import java.util.List;

/// What differs between two commits: unified text of bounded size, and every path with its kind of
/// change (the list is whole even where the text is cut).
public record Diff(String text, boolean truncated, List<Change> changes) {
  public Diff {
    changes = List.copyOf(changes);
  }

  /// One path that differs. A rename is one path removed and one added.
  public record Change(Kind kind, String path) {}

  /// How a path differs.
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED,
    TYPE_CHANGED
  }
}
