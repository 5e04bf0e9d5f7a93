package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A checkout, most often the user's own, that has the target branch checked out. It is only ever
/// brought along when the target moves, and only if nothing of the user's is in the way.
final class TargetCheckout {
  private static final Duration CHECKOUT = Duration.ofMinutes(20);

  private final Git git;
  private final Checkout checkout;
  private final Path index;
  private final List<String> sparse;

  TargetCheckout(Git git, Checkout checkout) {
    this(git, checkout, checkout.index());
  }

  private TargetCheckout(Git git, Checkout checkout, Path index) {
    this.git = git;
    this.checkout = checkout;
    this.index = index;
    this.sparse = sparseOptions();
  }

  Path path() {
    return checkout.path();
  }

  boolean isOn(Branch branch) {
    return Head.of(checkout.gitDir()).equals(new Head.OnBranch(branch));
  }

  /// Why the checkout cannot follow from `old` to `to`; nothing if it can.
  Optional<Advance.Blocked> obstacle(Oid old, Oid to, List<RawChange> changes) {
    List<String> operations = Leftovers.operations(checkout.gitDir());
    if (!operations.isEmpty()) {
      return blocked("A git operation is under way in %s.", operations);
    }
    Path lock = checkout.gitDir().resolve("index.lock");
    if (Files.exists(lock) && !Leftovers.goesAway(lock)) {
      return blocked("Another git holds the index of %s.", List.of(lock.toString()));
    }
    List<String> inTheWay = new FilesInTheWay(git, checkout, index).find(changes);
    if (!inTheWay.isEmpty()) {
      return blocked("Files git does not track are in the way in %s.", inTheWay);
    }
    GitOutput trial = readTree(List.of("-n"), old, to);
    // A file that was only touched looks edited until the index is refreshed; that looks at every
    // file, so it is left for when it is needed.
    if (!trial.succeeded()) {
      files("update-index", "-q", "--refresh").run();
      trial = readTree(List.of("-n"), old, to);
    }
    return trial.succeeded() ? Optional.empty() : Optional.of(localEdits(old, changes, trial));
  }

  /// Brings files and index along, keeping every edit; the reason if git refused.
  Optional<Advance.Blocked> follow(Oid old, Oid to, List<RawChange> changes) {
    GitOutput output = readTree(List.of(), old, to);
    return output.succeeded() ? Optional.empty() : Optional.of(localEdits(old, changes, output));
  }

  /// Whether the checkout has not followed yet. Git replaces an index whole, so if it has what `to`
  /// has in any path the landing changes, it has followed, and the rest are edits of the user's.
  boolean isBehind(Oid to, List<RawChange> changes) {
    Set<String> different =
        RawChange.parse(
                files("diff-index", "--cached", "--raw", "-z", "--no-renames")
                    .and(List.of("--ignore-submodules=none", to.hex(), "--"))
                    .get()
                    .fields())
            .stream()
            .map(RawChange::path)
            .collect(Collectors.toSet());
    return !changes.isEmpty()
        && changes.stream().map(RawChange::path).allMatch(different::contains);
  }

  /// Ends a [#follow] that was cut off. Files it had already written are taken for what they are,
  /// in a copy of the index: the real one changes at the very end.
  Optional<Advance.Blocked> catchUp(Oid old, Oid to, List<RawChange> changes, Path scratch) {
    try {
      if (Files.exists(checkout.index())) {
        Files.copy(checkout.index(), scratch, StandardCopyOption.COPY_ATTRIBUTES);
      }
      TargetCheckout copy = new TargetCheckout(git, checkout, scratch);
      copy.adoptWritten(changes);
      Optional<Advance.Blocked> refusal =
          copy.obstacle(old, to, changes).or(() -> copy.follow(old, to, changes));
      if (refusal.isEmpty()) {
        Files.move(scratch, checkout.index(), StandardCopyOption.ATOMIC_MOVE);
      }
      return refusal;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      StateFolder.delete(scratch);
    }
  }

  private void adoptWritten(List<RawChange> changes) {
    StringBuilder lines = new StringBuilder();
    for (RawChange change : new WrittenFiles(git, checkout).find(changes)) {
      lines
          .append(change.newMode())
          .append(' ')
          .append(change.newBlob())
          .append('\t')
          .append(change.path())
          .append('\0');
    }
    if (!lines.isEmpty()) {
      files("update-index", "-z", "--index-info").raw(lines.toString()).get();
    }
  }

  /// Takes back files that a failed [#follow] had written before it failed.
  void restoreWritten(List<RawChange> changes) {
    List<RawChange> written = new WrittenFiles(git, checkout).find(changes);
    for (RawChange change : written) {
      if (!change.existsBefore()) {
        StateFolder.delete(checkout.path().resolve(GitOutput.readable(change.path())));
      }
    }
    List<String> before =
        written.stream().filter(RawChange::existsBefore).map(RawChange::path).toList();
    if (!before.isEmpty()) {
      files("checkout-index", "-f", "-u", "-z", "--stdin").paths(before).run();
    }
  }

  private GitOutput readTree(List<String> options, Oid old, Oid to) {
    return files("read-tree")
        .and(options)
        .and(List.of("-m", "-u", old.hex(), to.hex()))
        .within(CHECKOUT)
        .run();
  }

  private GitCall files(String... arguments) {
    return git.files(checkout, arguments).index(index).configured(sparse);
  }

  /// Tells which paths git refused for. HEAD may be at the new commit already, so the edits are
  /// looked for against `old`.
  private Advance.Blocked localEdits(Oid old, List<RawChange> changes, GitOutput refusal) {
    Set<String> edited = new HashSet<>();
    for (List<String> side : List.of(List.of("--cached"), List.<String>of())) {
      RawChange.parse(
              files("diff-index", "--raw", "-z", "--no-renames", "--ignore-submodules=all")
                  .and(side)
                  .and(List.of(old.hex(), "--"))
                  .get()
                  .fields())
          .forEach(change -> edited.add(change.path()));
    }
    new FilesInTheWay(git, checkout, index)
        .find(changes)
        .forEach(path -> edited.add(GitOutput.raw(path)));
    List<String> paths =
        changes.stream()
            .map(RawChange::path)
            .filter(path -> edited.stream().anyMatch(edit -> touches(edit, path)))
            .map(GitOutput::readable)
            .toList();
    String reason =
        paths.isEmpty()
            ? "Git cannot update %s: %s".formatted(checkout.path(), refusal.lastWords())
            : "Uncommitted changes in %s touch what would land.".formatted(checkout.path());
    return new Advance.Blocked(reason, paths);
  }

  private static boolean touches(String edit, String path) {
    return edit.equals(path) || edit.startsWith(path + "/") || path.startsWith(edit + "/");
  }

  private Optional<Advance.Blocked> blocked(String reason, List<String> paths) {
    return Optional.of(new Advance.Blocked(reason.formatted(checkout.path()), paths));
  }

  /// A sparse checkout has to stay one; its switches lie in the configuration we do not use.
  private List<String> sparseOptions() {
    List<String> options = new ArrayList<>();
    if (Files.exists(checkout.gitDir().resolve("info").resolve("sparse-checkout"))) {
      for (String key : List.of("core.sparseCheckout", "core.sparseCheckoutCone")) {
        GitOutput value = git.refs(checkout.gitDir(), "config", "--type=bool", "--get", key).run();
        if (value.succeeded()) {
          options.addAll(List.of("-c", key + "=" + value.text()));
        }
      }
    }
    return options;
  }
}
