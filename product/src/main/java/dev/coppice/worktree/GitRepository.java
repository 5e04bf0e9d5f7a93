package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An opened repository: where it lies, which branch work lands on, and the doors to its refs,
/// files and list of worktrees. Its identity is the git common directory, from wherever it was
/// opened.
public final class GitRepository {
  private final Discovery.Found found;
  private final OpenOptions options;
  private final String gitVersion;
  private final Path worktreesRoot;
  private final StateFolder folder;
  private final RegistryLock lock;
  private final Git git;
  private final Refs refs;
  private final Registry registry;
  private final Branch target;

  private GitRepository(Path anywhere, OpenOptions options, Map<String, String> environment) {
    GitProgram program = GitProgram.find(environment.getOrDefault("PATH", ""));
    this.options = options;
    gitVersion = program.requireVersion();
    found = new Discovery(program, anywhere, environment).find();
    folder = new StateFolder(found.commonDir());
    lock = new RegistryLock(folder.root().resolve("registry.lock"));
    PlainDirectory plain =
        PlainDirectory.make(folder.root().resolve("gitdir"), found.settings().plain(environment));
    git = new Git(program, found.commonDir(), plain);
    refs = new Refs(git);
    TornEntries torn = new TornEntries(found.commonDir(), folder);
    registry = new Registry(git, found.commonDir(), lock, torn);
    target =
        new TargetBranch(git, refs, options.branchPrefix())
            .find(options.target(), found.settings());
    Path root = found.root().resolve(options.worktreesRoot());
    StateFolder.createDirectories(root);
    worktreesRoot = Discovery.real(root);
    lock.hold(() -> tidy(torn));
  }

  /// Opens the repository a folder lies in (a subdirectory or a linked worktree will do), mends
  /// what a crash left in its list of worktrees, and sweeps our own trash. Throws
  /// [RepositoryException].
  public static GitRepository open(Path anywhere, OpenOptions options) {
    return open(anywhere, options, System.getenv());
  }

  static GitRepository open(Path anywhere, OpenOptions options, Map<String, String> environment) {
    return new GitRepository(anywhere, options, environment);
  }

  /// The main checkout.
  public Path root() {
    return found.root();
  }

  /// What all worktrees share, and what tells repositories apart.
  public Path commonDir() {
    return found.commonDir();
  }

  /// The name of the branch work lands on.
  public String target() {
    return target.name();
  }

  public Path worktreesRoot() {
    return worktreesRoot;
  }

  public String gitVersion() {
    return gitVersion;
  }

  /// Sentences about the main checkout that a user should know before work lands: uncommitted
  /// edits, a detached HEAD, another branch. None of them is an error.
  public List<String> checkoutNotes() {
    List<String> notes = new ArrayList<>();
    Checkout main = new Checkout(root(), commonDir());
    Head head = Head.of(main.gitDir());
    switch (head) {
      case Head.Detached _ ->
          notes.add("The main checkout has a detached HEAD; landings will not change its files.");
      case Head.OnBranch on when !on.branch().equals(target) ->
          notes.add(
              "The main checkout is on %s, not on %s; landings will not change its files."
                  .formatted(on.branch(), target));
      case Head.OnBranch _ -> addDirty(main, notes);
      case Head.Unreadable _ -> notes.add("The HEAD of the main checkout cannot be read.");
    }
    addUnsupported(notes);
    return notes;
  }

  /// What a repository may use and our git leaves out, because it would run programs or need a
  /// network.
  private void addUnsupported(List<String> notes) {
    if (found.settings().isPartialClone()) {
      notes.add("This is a partial clone; objects it does not hold yet cannot be checked out.");
    }
    String attributes = SmallFile.read(root().resolve(".gitattributes")).orElse("");
    if (found.settings().hasFilters() && attributes.contains("filter=")) {
      notes.add("Filters such as Git LFS are not run; files are written and committed as stored.");
    }
    if (Files.exists(root().resolve(".gitmodules"))) {
      notes.add("Submodules stay empty in worktrees, and a changed submodule is not committed.");
    }
  }

  private void addDirty(Checkout main, List<String> notes) {
    int changes = new Inspection(git).status(main).size();
    if (changes > 0) {
      notes.add(
          "The main checkout has %d uncommitted %s; they stay, and a landing that would touch one waits."
              .formatted(changes, changes == 1 ? "change" : "changes"));
    }
  }

  private Path tidy(TornEntries torn) {
    torn.repair();
    excludeWorktreesRoot();
    Rubbish.empty(folder.root().resolve("tmp"));
    Rubbish.emptyInBackground(folder.trash());
    return worktreesRoot;
  }

  /// Keeps `git status` and `git add -A` in the main checkout from seeing our worktrees, without
  /// touching a tracked file.
  private void excludeWorktreesRoot() {
    if (!worktreesRoot.startsWith(root()) || worktreesRoot.equals(root())) {
      return;
    }
    String line = "/" + root().relativize(worktreesRoot) + "/";
    Path file = commonDir().resolve("info").resolve("exclude");
    try {
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (before.lines().noneMatch(line::equals)) {
        StateFolder.createDirectories(file.resolveSibling("."));
        String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.writeString(
            file, separator + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Branch targetBranch() {
    return target;
  }

  Branch branch(String slug) {
    return new Branch(options.branchPrefix() + slug);
  }

  StateFolder folder() {
    return folder;
  }

  RegistryLock lock() {
    return lock;
  }

  Git git() {
    return git;
  }

  Refs refs() {
    return refs;
  }

  Registry registry() {
    return registry;
  }
}
