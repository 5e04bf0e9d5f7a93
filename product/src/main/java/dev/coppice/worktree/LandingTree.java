package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The one worktree in which candidates are verified. It is kept between landings, so that what
/// builds have cached in ignored files is still there; if it cannot be shown to be clean, it is
/// made anew.
final class LandingTree {
  private static final String NAME = ".landing";
  private static final Duration CHECKOUT = Duration.ofMinutes(20);

  private final GitRepository repository;
  private final Git git;
  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();

  LandingTree(GitRepository repository) {
    this.repository = repository;
    this.git = repository.git();
    this.path = repository.worktreesRoot().resolve(NAME);
  }

  Path at(Oid commit) {
    lock.lock();
    try {
      Optional<Checkout> warm = find();
      if (warm.isEmpty() || !bring(warm.get(), commit)) {
        rebuild(commit);
      }
      return path;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Checkout> find() {
    return repository
        .registry()
        .find(path)
        .filter(_ -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
        .filter(checkout ->
            Files.isRegularFile(path.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
                && SmallFile.read(path.resolve(".git"))
                    .equals(Optional.of("gitdir: " + checkout.gitDir())));
  }

  private void rebuild(Oid commit) {
    Checkout made =
        repository
            .lock()
            .hold(() -> {
              repository.folder().discard(path);
              repository.registry().forget(path);
              return repository.registry().add(path, "coppice landing", List.of(commit.hex()));
            });
    if (!bring(made, commit)) {
      throw new RepositoryException(
          Problem.WORKTREE_DAMAGED,
          "The landing worktree %s cannot be brought to %s.".formatted(path, commit),
          "See that no other program writes into it.");
    }
  }

  /// Brings the worktree to the commit and looks at every file git knows of; false if that failed.
  private boolean bring(Checkout checkout, Oid commit) {
    Leftovers leftovers = new Leftovers(repository.folder());
    Path unused = checkout.gitDir().resolve("coppice.lock");
    leftovers.breakLocks(checkout.gitDir(), unused);
    leftovers.endOperations(checkout.gitDir());
    return git.refs(checkout.gitDir(), "update-ref", "--no-deref", "HEAD", commit.hex())
            .run()
            .succeeded()
        && Head.of(checkout.gitDir()).equals(new Head.Detached(commit))
        && quietly(git.files(checkout, "read-tree", "--reset", "-u", commit.hex()))
        && quietly(git.files(checkout, "clean", "-ffdq"))
        && isClean(checkout);
  }

  private static boolean quietly(GitCall call) {
    return call.within(CHECKOUT).run().succeeded();
  }

  private boolean isClean(Checkout checkout) {
    GitOutput status =
        git.files(
                checkout,
                "status",
                "--porcelain=v1",
                "-z",
                "--untracked-files=all",
                "--ignore-submodules=all")
            .within(CHECKOUT)
            .run();
    return status.succeeded() && status.stdout().length == 0;
  }
}
