package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides which branch work lands on. Never the literal `HEAD`.
final class TargetBranch {
  private static final List<String> USUAL = List.of("main", "master", "trunk");

  private final Git git;
  private final Refs refs;
  private final String ownPrefix;

  TargetBranch(Git git, Refs refs, String ownPrefix) {
    this.git = git;
    this.refs = refs;
    this.ownPrefix = ownPrefix;
  }

  /// The configured branch; else what `origin` calls its head, what the main checkout has checked
  /// out, the user's `init.defaultBranch`, or the only one of main, master and trunk.
  Branch find(@Nullable String configured, Settings settings) {
    if (configured != null) {
      return required(new Branch(configured));
    }
    requireCommits();
    return symbolic("refs/remotes/origin/HEAD", "refs/remotes/origin/")
        .or(() -> symbolic("HEAD", "refs/heads/"))
        .or(() -> settings.find("init.defaultbranch").filter(this::isUsable).map(Branch::new))
        .or(this::onlyUsual)
        .orElseThrow(() ->
            new RepositoryException(
                Problem.TARGET_UNKNOWN,
                "It is not clear which branch work should land on.",
                "Name it: `landing: { target: ... }` in coppice.yaml."));
  }

  private Branch required(Branch branch) {
    if (refs.read(branch).isPresent()) {
      return branch;
    }
    requireCommits();
    throw new RepositoryException(
        Problem.TARGET_MISSING,
        "The target branch \"%s\" does not exist.".formatted(branch),
        "Create it, or name another one: `landing: { target: ... }` in coppice.yaml.");
  }

  private void requireCommits() {
    if (git.refs("for-each-ref", "--count=1", "refs/heads", "refs/remotes").get().text().isEmpty()
        && refs.read("HEAD").isEmpty()) {
      throw new RepositoryException(
          Problem.EMPTY, "The repository has no commit yet.", "Commit something first.");
    }
  }

  private Optional<Branch> symbolic(String ref, String prefix) {
    GitOutput output = git.refs("symbolic-ref", "--quiet", ref).run();
    return Optional.of(output.text())
        .filter(name -> output.succeeded() && name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .filter(this::isUsable)
        .map(Branch::new);
  }

  private Optional<Branch> onlyUsual() {
    List<Branch> existing = USUAL.stream().filter(this::isUsable).map(Branch::new).toList();
    return existing.size() == 1 ? Optional.of(existing.getFirst()) : Optional.empty();
  }

  private boolean isUsable(String name) {
    try {
      return !name.startsWith(ownPrefix) && refs.read(new Branch(name)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
