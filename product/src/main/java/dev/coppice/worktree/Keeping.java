package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Saves work under `refs/coppice/kept/{slug}/{n}` before anything is removed or reset. Each entry
/// is a commit: its message says why, its tree is the worktree with untracked files, and its
/// parents are the branch's tip and, where it differs, the commit that was checked out.
final class Keeping {
  private static final String ROOT = "refs/coppice/kept/";
  private static final Comparator<Kept> OLDEST_FIRST =
      Comparator.comparing(Kept::when)
          .thenComparingInt(kept -> kept.ref().length())
          .thenComparing(Kept::ref);

  private final GitRepository repository;
  private final Modules modules;
  private final InstantSource clock;

  Keeping(GitRepository repository, Modules modules, InstantSource clock) {
    this.repository = repository;
    this.modules = modules;
    this.clock = clock;
  }

  /// Keeps the worktree as it is.
  Kept keep(ModuleId module, Checkout checkout, String why) {
    List<Oid> parents = new ArrayList<>();
    repository.refs().read(modules.branch(module)).ifPresent(parents::add);
    modules.head(checkout).filter(head -> !parents.contains(head)).ifPresent(parents::add);
    Oid base = parents.isEmpty() ? targetTip() : parents.getLast();
    Staging.Snapshot snapshot =
        new Staging(repository.git(), repository.folder()).whole(checkout, base, true);
    snapshot.drop();
    return keep(module, snapshot.tree(), parents, why);
  }

  /// Keeps a branch that has no worktree.
  Kept keep(ModuleId module, Oid tip, String why) {
    return keep(module, new Inspection(repository.git()).treeOf(tip), List.of(tip), why);
  }

  private Oid targetTip() {
    return repository.refs().read(repository.targetBranch()).orElseThrow();
  }

  private Kept keep(ModuleId module, Oid tree, List<Oid> parents, String why) {
    Instant now = clock.instant();
    GitCall call = repository.git().objects("commit-tree", tree.hex(), "-F", "-");
    for (Oid parent : parents) {
      call.and(List.of("-p", parent.hex()));
    }
    Oid commit =
        call.input(why).identity(new Identity("Coppice", "coppice@localhost", now)).get().oid();
    modules.remember(module);
    return new Kept(store(module.slug(), commit), commit, module, firstLine(why), now);
  }

  private String store(String slug, Oid commit) {
    int number = next(slug);
    while (!repository.refs().swap(ROOT + slug + "/" + number, commit.zero(), commit, "keep")) {
      number++;
    }
    return ROOT + slug + "/" + number;
  }

  private int next(String slug) {
    return repository
            .git()
            .refs("for-each-ref", "--format=%(refname)", ROOT + slug + "/")
            .get()
            .text()
            .lines()
            .map(ref -> ref.substring(ref.lastIndexOf('/') + 1))
            .filter(number -> number.matches("\\d{1,9}"))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0)
        + 1;
  }

  List<Kept> list() {
    return repository
        .git()
        .objects(
            "for-each-ref",
            "--format=%(refname) %(objectname) %(creatordate:unix) %(subject)",
            ROOT)
        .get()
        .text()
        .lines()
        .flatMap(line -> parse(line).stream())
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private Optional<Kept> parse(String line) {
    String[] words = line.split(" ", 4);
    String[] parts = words[0].substring(ROOT.length()).split("/", -1);
    if (parts.length != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Kept(
            words[0],
            new Oid(words[1]),
            modules.module(parts[0]),
            words.length > 3 ? words[3] : "",
            Instant.ofEpochSecond(Long.parseLong(words[2]))));
  }

  private static String firstLine(String why) {
    return why.strip().lines().findFirst().orElse("");
  }
}
