package dev.coppice.worktree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Git's list of worktrees. Changes are made under the lock, one entry at a time.
final class Registry {
  private final Git git;
  private final Path commonDir;
  private final RegistryLock lock;
  private final TornEntries torn;
  private final Map<Path, Path> gitDirs = new ConcurrentHashMap<>();

  Registry(Git git, Path commonDir, RegistryLock lock, TornEntries torn) {
    this.git = git;
    this.commonDir = commonDir;
    this.lock = lock;
    this.torn = torn;
  }

  /// One line of the list; the main checkout comes first. `branchRef` is absent when HEAD is
  /// detached, `head` when nothing is checked out yet.
  record Entry(Path path, @Nullable Oid head, @Nullable String branchRef) {
    boolean isOn(Branch branch) {
      return branch.ref().equals(branchRef);
    }
  }

  List<Entry> entries() {
    return lock.hold(() -> {
      GitOutput output = git.refs("worktree", "list", "--porcelain", "-z").run();
      if (!output.succeeded() && torn.repair()) {
        output = git.refs("worktree", "list", "--porcelain", "-z").run();
      }
      return parse(output.orThrow().fields());
    });
  }

  private static List<Entry> parse(List<String> fields) {
    List<Entry> entries = new ArrayList<>();
    Path path = null;
    Oid head = null;
    String branch = null;
    for (String field : fields) {
      if (field.startsWith("worktree ")) {
        path = Path.of(GitOutput.readable(field.substring("worktree ".length())));
      } else if (field.startsWith("HEAD ")) {
        Oid oid = new Oid(field.substring("HEAD ".length()));
        head = oid.equals(oid.zero()) ? null : oid;
      } else if (field.startsWith("branch ")) {
        branch = GitOutput.readable(field.substring("branch ".length()));
      } else if (field.isEmpty() && path != null) {
        entries.add(new Entry(path, head, branch));
        path = null;
        head = null;
        branch = null;
      }
    }
    return entries;
  }

  /// The checkout registered at a path, whether or not the folder is there. Read from git's own
  /// entries and not from the `.git` file in the folder, which an agent can rewrite.
  Optional<Checkout> find(Path path) {
    Path known = gitDirs.get(path);
    if (known != null && belongsTo(known, path)) {
      return Optional.of(new Checkout(path, known));
    }
    for (Path entry : StateFolder.entries(commonDir.resolve("worktrees"))) {
      if (belongsTo(entry, path)) {
        gitDirs.put(path, entry);
        return Optional.of(new Checkout(path, entry));
      }
    }
    return Optional.empty();
  }

  private static boolean belongsTo(Path gitDir, Path worktree) {
    return SmallFile.read(gitDir.resolve("gitdir"))
        .map(link -> gitDir.resolve(link).normalize().equals(worktree.resolve(".git")))
        .orElse(false);
  }

  /// Registers a worktree without checking anything out; `arguments` say what it has checked out.
  Checkout add(Path path, String reason, List<String> arguments) {
    return lock.hold(() -> {
      GitCall call =
          git.refs("worktree", "add", "--no-checkout", "--lock", "--reason", reason)
              .and(List.of("--", path.toString()))
              .and(arguments);
      GitOutput output = call.run();
      Optional<Checkout> made = find(path);
      if (made.isEmpty() || !Files.exists(made.get().gitDir().resolve("HEAD"))) {
        throw output.failure();
      }
      if (!output.succeeded()) {
        throw output.failure();
      }
      return made.get();
    });
  }

  /// Forgets one worktree whose folder is already gone. Never `prune`: that takes the entry of an
  /// add in flight, too.
  void forget(Path path) {
    lock.hold(() -> {
      if (find(path).isPresent()) {
        git.refs("worktree", "remove", "-f", "-f", "--", path.toString()).get();
      }
      gitDirs.remove(path);
      return path;
    });
  }
}
