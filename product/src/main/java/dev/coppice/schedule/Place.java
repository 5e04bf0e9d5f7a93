package dev.coppice.schedule;

/// Where an agent works: its worktree, branch, the commit it was cut from and the branch's tip now
/// (object ids).
public record Place(String path, String branch, String base, String tip) {
  Place withTip(String commit) {
    return new Place(path, branch, base, commit);
  }

  Place rebased(String newBase, String commit) {
    return new Place(path, branch, newBase, commit);
  }
}
