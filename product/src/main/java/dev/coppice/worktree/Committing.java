package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Commits what an agent left in its worktree to the module's branch, whatever the agent has done
/// with git in the meantime.
final class Committing {
  private static final Pattern FILES = Pattern.compile("(\\d+) files? changed");
  private static final Pattern INSERTIONS = Pattern.compile("(\\d+) insertion");
  private static final Pattern DELETIONS = Pattern.compile("(\\d+) deletion");

  private final GitRepository repository;
  private final Modules modules;
  private final Moves moves;
  private final Keeping keeping;
  private final Staging staging;

  Committing(GitRepository repository, Modules modules, Moves moves, Keeping keeping) {
    this.repository = repository;
    this.modules = modules;
    this.moves = moves;
    this.keeping = keeping;
    this.staging = new Staging(repository.git(), repository.folder());
  }

  /// What is to be committed: where, with which words, by whom.
  record Request(ModuleId module, CommitMessage message, List<String> paths, Identity author) {
    Request {
      paths = List.copyOf(paths);
      paths.forEach(Request::requireInside);
    }

    private static void requireInside(String path) {
      Path parsed = Path.of(path);
      if (path.isBlank()
          || parsed.isAbsolute()
          || !parsed.normalize().equals(parsed)
          || parsed.startsWith("..")) {
        throw new IllegalArgumentException(
            "a path to commit is relative to the worktree and has no \"..\", not \"" + path + "\"");
      }
    }
  }

  Optional<Commit> commit(Request request) {
    ModuleId module = request.module();
    Checkout checkout = modules.require(module);
    moves.finish(module, checkout);
    Oid parent = settle(module, checkout);
    Staging.Snapshot snapshot =
        request.paths().isEmpty()
            ? staging.whole(checkout, parent, false)
            : staging.only(checkout, parent, request.paths());
    List<Oid> merged = snapshot.unmerged() ? List.of() : mergedHeads(checkout, parent);
    Optional<Commit> commit = record(request, snapshot, parent, merged);
    moves.attach(module, checkout);
    snapshot.install(checkout);
    StateFolder.delete(repository.folder().conflicts(module.slug()));
    return commit;
  }

  private Optional<Commit> record(
      Request request, Staging.Snapshot snapshot, Oid parent, List<Oid> merged) {
    if (merged.isEmpty() && !snapshot.isChanged()) {
      return Optional.empty();
    }
    GitCall call =
        repository
            .git()
            .objects("commit-tree", snapshot.tree().hex(), "-F", "-", "-p", parent.hex());
    merged.forEach(head -> call.and(List.of("-p", head.hex())));
    Oid commit = call.input(request.message().text()).identity(request.author()).get().oid();
    Branch branch = modules.branch(request.module());
    if (!repository.refs().swap(branch.ref(), parent, commit, "coppice: commit")) {
      snapshot.drop();
      throw new RepositoryException(
          Problem.BUSY,
          "The branch %s moved while its worktree was being committed.".formatted(branch),
          "See that no agent is running in it, and try again.");
    }
    return Optional.of(measured(parent, commit, snapshot));
  }

  private Commit measured(Oid parent, Oid commit, Staging.Snapshot snapshot) {
    String stat =
        repository
            .git()
            .objects("diff-tree", "--shortstat", "--no-renames", parent.hex(), commit.hex())
            .get()
            .text();
    return new Commit(
        commit,
        snapshot.tree(),
        number(FILES, stat),
        number(INSERTIONS, stat),
        number(DELETIONS, stat),
        snapshot.nested());
  }

  private static int number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /// Makes the module's branch hold every commit the agent made, and returns its tip. An agent may
  /// have committed, switched to another branch, detached HEAD, or deleted our branch.
  Oid settle(ModuleId module, Checkout checkout) {
    Branch ours = modules.branch(module);
    moves.breakLocks(module, checkout);
    Optional<Oid> tip = repository.refs().read(ours);
    boolean onOurs = Head.of(checkout.gitDir()).equals(new Head.OnBranch(ours));
    Optional<Oid> head = onOurs ? tip : modules.head(checkout);
    if (tip.isPresent() && (head.isEmpty() || head.equals(tip))) {
      return tip.get();
    }
    if (head.isEmpty()) {
      throw new RepositoryException(
          Problem.WORKTREE_DAMAGED,
          "The worktree of module %s has neither its branch nor a commit.".formatted(module),
          "Restart the module; its files are kept.");
    }
    Oid from = tip.orElse(head.get().zero());
    Inspection inspection = new Inspection(repository.git());
    if (tip.isEmpty() || inspection.isAncestor(from, head.get())) {
      if (!repository.refs().swap(ours.ref(), from, head.get(), "coppice: follow the worktree")) {
        throw diverged(module, checkout);
      }
      return head.get();
    }
    if (inspection.isAncestor(head.get(), from) && isClean(checkout, head.get())) {
      moves.move(module, checkout, new Moves.Move(from, from, from, false));
      return from;
    }
    throw diverged(module, checkout);
  }

  private boolean isClean(Checkout checkout, Oid head) {
    Staging.Snapshot snapshot = staging.whole(checkout, head, false);
    snapshot.drop();
    return snapshot.nested().isEmpty() && !snapshot.isChanged();
  }

  private RepositoryException diverged(ModuleId module, Checkout checkout) {
    Kept kept = keeping.keep(module, checkout, "The worktree had left the module's branch");
    return new RepositoryException(
        Problem.DIVERGED,
        "The worktree of module %s has a commit checked out that does not descend from %s."
            .formatted(module, modules.branch(module)),
        "Its work is kept at %s; restart the module, or bring the work over by hand."
            .formatted(kept.ref()));
  }

  /// The other sides of a merge the agent resolved and did not commit.
  private List<Oid> mergedHeads(Checkout checkout, Oid parent) {
    List<Oid> heads = new ArrayList<>();
    Inspection inspection = new Inspection(repository.git());
    SmallFile.read(checkout.gitDir().resolve("MERGE_HEAD"))
        .orElse("")
        .lines()
        .filter(line -> line.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
        .flatMap(line -> repository.refs().read(line).stream())
        .filter(head -> !inspection.isAncestor(head, parent))
        .forEach(heads::add);
    return heads;
  }
}
