package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Moves a module's branch and files at once, in a way that can be finished after a crash: what is
/// to be done is written down first, and every step may be repeated. Whoever calls this has kept
/// what the worktree held.
final class Moves {
  private static final Duration CHECKOUT = Duration.ofMinutes(20);

  private final GitRepository repository;
  private final Modules modules;
  private final Leftovers leftovers;

  Moves(GitRepository repository, Modules modules) {
    this.repository = repository;
    this.modules = modules;
    this.leftovers = new Leftovers(repository.folder());
  }

  /// The branch goes from `from` to `to`; the files become the tree of `files`, the index stays at
  /// `to`. With `clean`, untracked files go too.
  record Move(Oid from, Oid to, Oid files, boolean clean) {
    String text() {
      return String.join(" ", from.hex(), to.hex(), files.hex(), Boolean.toString(clean));
    }

    static Move parse(String text) {
      String[] words = text.strip().split(" ", -1);
      return new Move(
          new Oid(words[0]), new Oid(words[1]), new Oid(words[2]), Boolean.parseBoolean(words[3]));
    }
  }

  void move(ModuleId module, Checkout checkout, Move move) {
    repository.folder().write(repository.folder().pending(module.slug()), move.text());
    finish(module, checkout);
  }

  /// Finishes a move that was cut off; nothing to do as a rule.
  void finish(ModuleId module, Checkout checkout) {
    Path pending = repository.folder().pending(module.slug());
    Optional<Move> move = repository.folder().read(pending).map(Move::parse);
    if (move.isPresent() && takeBranch(module, move.get())) {
      attach(module, checkout);
      writeFiles(checkout, move.get());
    }
    StateFolder.delete(pending);
  }

  /// False if somebody else has moved the branch since: then the move is off.
  private boolean takeBranch(ModuleId module, Move move) {
    String ref = modules.branch(module).ref();
    return repository.refs().swap(ref, move.from(), move.to(), "coppice: move " + module.slug());
  }

  /// Makes the module's branch what the worktree has checked out, and ends whatever operation was
  /// under way there.
  void attach(ModuleId module, Checkout checkout) {
    leftovers.breakLocks(checkout.gitDir(), branchLock(module));
    leftovers.endOperations(checkout.gitDir());
    Branch branch = modules.branch(module);
    if (!Head.of(checkout.gitDir()).equals(new Head.OnBranch(branch))) {
      repository.git().refs(checkout.gitDir(), "symbolic-ref", "HEAD", branch.ref()).get();
    }
  }

  void breakLocks(ModuleId module, Checkout checkout) {
    leftovers.breakLocks(checkout.gitDir(), branchLock(module));
  }

  private Path branchLock(ModuleId module) {
    return repository.commonDir().resolve(modules.branch(module).ref() + ".lock");
  }

  private void writeFiles(Checkout checkout, Move move) {
    Git git = repository.git();
    reset(git, checkout, move.files());
    if (move.clean()) {
      git.files(checkout, "clean", "-ffdq").within(CHECKOUT).get();
    }
    if (!move.files().equals(move.to())) {
      git.files(checkout, "read-tree", "-m", move.to().hex()).get();
    }
  }

  /// Makes index and tracked files equal to a commit or tree, whatever they were; a broken index is
  /// replaced.
  static void reset(Git git, Checkout checkout, Oid files) {
    GitOutput output =
        git.files(checkout, "read-tree", "--reset", "-u", files.hex()).within(CHECKOUT).run();
    if (!output.succeeded()) {
      StateFolder.delete(checkout.index());
      git.files(checkout, "read-tree", "--reset", "-u", files.hex()).within(CHECKOUT).get();
    }
  }
}
