package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.worktree.RepositoryException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which module has which branch, folder and checkout.
final class Modules {
  private final GitRepository repository;

  Modules(GitRepository repository) {
    this.repository = repository;
  }

  Branch branch(ModuleId module) {
    return repository.branch(module.slug());
  }

  Path path(ModuleId module) {
    return repository.worktreesRoot().resolve(module.slug());
  }

  /// Remembers how the roadmap spells the module of a slug.
  void remember(ModuleId module) {
    Path file = repository.folder().module(module.slug());
    if (!repository.folder().read(file).equals(Optional.of(module.value()))) {
      repository.folder().write(file, module.value());
    }
  }

  ModuleId module(String slug) {
    return new ModuleId(repository.folder().read(repository.folder().module(slug)).orElse(slug));
  }

  /// The module's checkout, if it is registered and its folder is there.
  Optional<Checkout> find(ModuleId module) {
    return repository
        .registry()
        .find(path(module))
        .filter(checkout -> Files.isDirectory(checkout.path(), LinkOption.NOFOLLOW_LINKS));
  }

  /// The module's checkout, fit for writing: a git that runs in it ends in our entry and nowhere
  /// else.
  Checkout require(ModuleId module) {
    Checkout checkout = find(module).orElseThrow(() -> missing(module));
    mendLink(checkout);
    return checkout;
  }

  static RepositoryException missing(ModuleId module) {
    return new RepositoryException(
        Problem.WORKTREE_MISSING,
        "Worktree not found for module: " + module,
        "Create the worktree first.");
  }

  /// Puts the `.git` file back if it is gone or leads elsewhere: git run in the folder would walk
  /// up into the main checkout, or into a repository somebody planted.
  private void mendLink(Checkout checkout) {
    Path link = checkout.path().resolve(".git");
    String expected = "gitdir: " + checkout.gitDir();
    if (Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)
        && SmallFile.read(link).filter(text -> leadsTo(text, checkout)).isPresent()) {
      return;
    }
    if (!repository.folder().discard(link)) {
      throw new RepositoryException(
          Problem.WORKTREE_DAMAGED,
          "%s does not lead to the worktree's entry.".formatted(link),
          "Replace it by a file with the line \"%s\".".formatted(expected));
    }
    try {
      Files.writeString(link, expected + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean leadsTo(String text, Checkout checkout) {
    return text.startsWith("gitdir: ")
        && checkout
            .path()
            .resolve(text.substring("gitdir: ".length()))
            .normalize()
            .equals(checkout.gitDir());
  }

  /// Our worktrees: below our root, and either remembered as ours or on the branch that goes with
  /// the folder. A foreign worktree that only shares our prefix is not ours.
  List<Worktree> list() {
    return repository.registry().entries().stream()
        .filter(this::isOurs)
        .flatMap(entry -> worktree(entry).stream())
        .sorted(Comparator.comparing(Worktree::module))
        .toList();
  }

  private boolean isOurs(Registry.Entry entry) {
    if (!repository.worktreesRoot().equals(entry.path().getParent())
        || !Files.isDirectory(entry.path(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String slug = entry.path().getFileName().toString();
    return Files.exists(repository.folder().module(slug))
        || (branchOf(slug).isPresent() && entry.isOn(branchOf(slug).get()));
  }

  private Optional<Branch> branchOf(String slug) {
    try {
      return Optional.of(repository.branch(slug));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<Worktree> worktree(Registry.Entry entry) {
    String slug = entry.path().getFileName().toString();
    Branch branch = repository.branch(slug);
    return Optional.ofNullable(entry.head())
        .or(() -> repository.refs().read(branch))
        .map(head -> new Worktree(module(slug), branch.name(), entry.path(), head));
  }

  /// The worktree as callers see it.
  Optional<Worktree> describe(ModuleId module) {
    return find(module)
        .flatMap(checkout ->
            head(checkout)
                .or(() -> repository.refs().read(branch(module)))
                .map(head -> new Worktree(module, branch(module).name(), checkout.path(), head)));
  }

  /// The commit a checkout stands on.
  Optional<Oid> head(Checkout checkout) {
    return switch (Head.of(checkout.gitDir())) {
      case Head.OnBranch on -> repository.refs().read(on.branch());
      case Head.Detached detached -> repository.refs().read(detached.commit().hex());
      case Head.Unreadable _ -> Optional.empty();
    };
  }
}
