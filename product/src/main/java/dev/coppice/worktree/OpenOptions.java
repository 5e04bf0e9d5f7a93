package dev.coppice.worktree;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How to open a repository: the branch to land on (absent: detected), where worktrees lie
/// (relative to the main checkout, or absolute), and what our branches' names start with.
public record OpenOptions(@Nullable String target, Path worktreesRoot, String branchPrefix) {
  public OpenOptions {
    if (target != null) {
      Branch _ = new Branch(target);
    }
    Branch _ = new Branch(branchPrefix + "x");
  }

  /// Target detected, `.worktrees` in the main checkout, branches `module/...`.
  public static OpenOptions defaults() {
    return new OpenOptions(null, Path.of(".worktrees"), "module/");
  }
}
