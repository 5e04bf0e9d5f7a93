package dev.coppice.worktree;

import java.nio.file.Path;

/// Where a repository is: its main checkout, and what all its worktrees share. Found without
/// opening it, so nothing is written.
public record RepositoryPlace(Path root, Path commonDir) {
  /// The repository a folder lies in.
  ///
  /// @throws RepositoryException when it lies in none, or git is missing or too old
  public static RepositoryPlace find(Path anywhere) {
    var environment = System.getenv();
    GitProgram program = GitProgram.find(environment.getOrDefault("PATH", ""));
    String _ = program.requireVersion();
    var found = new Discovery(program, anywhere, environment).find();
    return new RepositoryPlace(found.root(), found.commonDir());
  }
}
