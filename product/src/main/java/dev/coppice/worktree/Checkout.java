package dev.coppice.worktree;

import java.nio.file.Path;

/// A working tree and the git directory that belongs to it (for a linked worktree, its entry below
/// `worktrees/`), both absolute.
record Checkout(Path path, Path gitDir) {
  Path index() {
    return gitDir.resolve("index");
  }
}
