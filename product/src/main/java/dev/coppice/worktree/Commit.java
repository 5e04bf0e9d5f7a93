package dev.coppice.worktree;

import java.util.List;

/// A commit just made, with its size. `nestedRepositories` are folders with a `.git` of their own:
/// they were left out, and whoever reads the result should be told.
public record Commit(
    Oid oid,
    Oid tree,
    int filesChanged,
    int insertions,
    int deletions,
    List<String> nestedRepositories) {
  public Commit {
    nestedRepositories = List.copyOf(nestedRepositories);
  }
}
