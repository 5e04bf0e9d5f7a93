package dev.coppice.worktree;

import java.nio.file.Path;

/// What a worktree has checked out.
sealed interface Head {
  /// A branch, which need not exist (yet, or any more).
  record OnBranch(Branch branch) implements Head {}

  /// A commit and no branch.
  record Detached(Oid commit) implements Head {}

  /// Nothing git would understand.
  record Unreadable() implements Head {}

  /// Reads the HEAD of a git directory.
  static Head of(Path gitDir) {
    String text = SmallFile.read(gitDir.resolve("HEAD")).orElse("");
    try {
      return text.startsWith("ref: ")
          ? new OnBranch(Branch.ofRef(text.substring("ref: ".length()).strip()))
          : new Detached(new Oid(text));
    } catch (IllegalArgumentException e) {
      return new Unreadable();
    }
  }
}
