package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Makes worktrees.
///
/// The registration is made under the lock and takes milliseconds; the files are written outside
/// it, two worktrees at a time. The branch is made first, by compare-and-swap, so it is ours or the
/// call fails. A mark (`making/{slug}`) stands from before the first step until after the last:
/// while it stands nobody has used the worktree, so whatever half of it exists may be made over.
final class Making {
  private final GitRepository repository;
  private final Modules modules;
  private final Semaphore checkouts = new Semaphore(2);

  Making(GitRepository repository, Modules modules) {
    this.repository = repository;
    this.modules = modules;
  }

  Worktree create(ModuleId module, Oid base) {
    StateFolder folder = repository.folder();
    Path mark = folder.making(module.slug());
    Optional<Worktree> existing = modules.describe(module);
    if (existing.isPresent() && !Files.exists(mark)) {
      modules.remember(module);
      return existing.get();
    }
    requireFree(module, Files.exists(mark));
    folder.write(mark, base.hex());
    modules.remember(module);
    Oid tip = claimBranch(module, base);
    Checkout checkout = register(module);
    fill(module, checkout, tip);
    StateFolder.delete(mark);
    return new Worktree(module, modules.branch(module).name(), checkout.path(), tip);
  }

  /// A folder that lies where the worktree should, but is no worktree of ours, is somebody's: it is
  /// left alone.
  private void requireFree(ModuleId module, boolean half) {
    Path path = modules.path(module);
    boolean taken = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(path);
    if (taken && !half) {
      throw new RepositoryException(
          Problem.PATH_IN_USE,
          "%s exists and is not the worktree of module %s.".formatted(path, module),
          "Move it away.");
    }
  }

  private static boolean isEmptyFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && StateFolder.entries(path).isEmpty();
  }

  /// The branch's tip: at base if it is new, else wherever earlier work left it.
  private Oid claimBranch(ModuleId module, Oid base) {
    Branch branch = modules.branch(module);
    Optional<Oid> tip = repository.refs().read(branch);
    if (tip.isPresent()) {
      return tip.get();
    }
    if (repository.refs().swap(branch.ref(), base.zero(), base, "coppice: " + module.slug())) {
      return base;
    }
    return repository.refs().read(branch).orElseThrow(() -> Modules.missing(module));
  }

  private Checkout register(ModuleId module) {
    Path path = modules.path(module);
    return repository
        .lock()
        .hold(() -> {
          Optional<Checkout> existing = modules.find(module).filter(Making::isWhole);
          if (existing.isPresent()) {
            return existing.get();
          }
          clear(module, path);
          requireBranchFree(module);
          return repository
              .registry()
              .add(path, "coppice " + module.slug(), List.of(modules.branch(module).name()));
        });
  }

  /// Whether git got as far as linking folder and entry to each other.
  private static boolean isWhole(Checkout checkout) {
    return Files.isRegularFile(checkout.path().resolve(".git"), LinkOption.NOFOLLOW_LINKS)
        && SmallFile.read(checkout.gitDir().resolve("HEAD")).isPresent()
        && SmallFile.read(checkout.gitDir().resolve("commondir")).isPresent();
  }

  /// Takes away what an earlier try left: our mark says that nobody has worked in it.
  private void clear(ModuleId module, Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !repository.folder().discard(path)) {
      throw new RepositoryException(
          Problem.PATH_IN_USE,
          "%s cannot be moved out of the way of module %s.".formatted(path, module),
          "Delete it.");
    }
    repository.registry().forget(path);
  }

  private void requireBranchFree(ModuleId module) {
    Branch branch = modules.branch(module);
    for (Registry.Entry entry : repository.registry().entries()) {
      if (entry.isOn(branch)) {
        throw new RepositoryException(
            Problem.BRANCH_IN_USE,
            "The branch %s is checked out at %s.".formatted(branch, entry.path()),
            "Switch that checkout to another branch.");
      }
    }
  }

  private void fill(ModuleId module, Checkout checkout, Oid tip) {
    checkouts.acquireUninterruptibly();
    try {
      new Moves(repository, modules).attach(module, checkout);
      Moves.reset(repository.git(), checkout, tip);
    } finally {
      checkouts.release();
    }
    verify(module, checkout, tip);
  }

  /// Asks git itself, from inside the new worktree, where it is and what it has checked out.
  private void verify(ModuleId module, Checkout checkout, Oid tip) {
    String actual =
        repository.git().files(checkout, "rev-parse", "--show-toplevel", "HEAD").get().text();
    boolean linked = modules.require(module).equals(checkout);
    boolean onBranch = Head.of(checkout.gitDir()).equals(new Head.OnBranch(modules.branch(module)));
    if (!linked || !onBranch || !actual.equals(checkout.path() + "\n" + tip)) {
      throw new RepositoryException(
          Problem.WORKTREE_DAMAGED,
          "The worktree of module %s is not what was asked for: %s."
              .formatted(module, actual.replace('\n', ' ')),
          "See whether another program changes %s.".formatted(checkout.path()));
    }
  }
}
