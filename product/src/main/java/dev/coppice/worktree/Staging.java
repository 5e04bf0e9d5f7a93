package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Turns the files of a worktree into a tree object, by way of an index of our own: the worktree's
/// index may be locked, broken, or half-way through something.
///
/// `git add -A` is not used: it looks into nested repositories, which starts a git, and with it
/// what was planted in their configuration.
final class Staging {
  private final Git git;
  private final StateFolder folder;

  Staging(Git git, StateFolder folder) {
    this.git = git;
    this.folder = folder;
  }

  /// The tree, the index it was written from, the nested repositories left out of it, and whether
  /// paths of an unfinished merge were among the changes.
  record Snapshot(Tree content, Path index, List<String> nested, boolean unmerged) {
    Oid tree() {
      return content.oid();
    }

    /// Whether the tree differs from the base's.
    boolean isChanged() {
      return content.changed();
    }

    /// Makes the index the worktree's own, which then matches the tree.
    void install(Checkout checkout) {
      try {
        Files.move(
            index,
            checkout.index(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void drop() {
      StateFolder.delete(index);
    }
  }

  /// A tree, and whether it differs from the base's.
  record Tree(Oid oid, boolean changed) {}

  /// Everything the worktree holds but ignored files; files of nested repositories too if asked.
  Snapshot whole(Checkout checkout, Oid base, boolean nestedFiles) {
    Path index = folder.scratch();
    if (!copyIndex(checkout, index)) {
      git.files(checkout, "read-tree", base.hex()).index(index).get();
    }
    try {
      return stage(checkout, base, index, _ -> true, nestedFiles);
    } catch (RepositoryException e) {
      StateFolder.delete(index);
      git.files(checkout, "read-tree", base.hex()).index(index).get();
      return stage(checkout, base, index, _ -> true, nestedFiles);
    }
  }

  /// The base commit with only what lies at or below some paths taken from the worktree.
  Snapshot only(Checkout checkout, Oid base, List<String> paths) {
    Path index = folder.scratch();
    List<String> wanted = paths.stream().map(GitOutput::raw).toList();
    copyIndex(checkout, index);
    if (!git.files(checkout, "read-tree", "--reset", base.hex()).index(index).run().succeeded()) {
      StateFolder.delete(index);
      git.files(checkout, "read-tree", base.hex()).index(index).get();
    }
    return stage(
        checkout,
        base,
        index,
        path -> wanted.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/")),
        false);
  }

  private Snapshot stage(
      Checkout checkout, Oid base, Path index, Predicate<String> wanted, boolean nestedFiles) {
    List<RawChange> tracked =
        RawChange.parse(
            git.files(checkout, "diff-files", "--raw", "-z", "--ignore-submodules=all")
                .index(index)
                .get()
                .fields());
    List<String> untracked =
        git.files(checkout, "ls-files", "--others", "--exclude-standard", "-z")
            .index(index)
            .get()
            .fields();
    Set<String> nested = new TreeSet<>();
    Set<String> paths = new TreeSet<>();
    for (RawChange change : tracked) {
      (change.plantsRepository() ? nested : paths).add(change.path());
    }
    for (String path : untracked) {
      if (path.endsWith("/")) {
        nested.add(path.substring(0, path.length() - 1));
      } else {
        paths.add(path);
      }
    }
    nested.removeIf(wanted.negate());
    paths.removeIf(wanted.negate());
    if (nestedFiles) {
      nested.forEach(folder -> paths.addAll(filesBelow(checkout.path(), folder)));
    }
    update(checkout, index, paths);
    Tree tree = withoutPlanted(checkout, base, index, nested);
    boolean unmerged = tracked.stream().anyMatch(change -> change.status() == 'U');
    return new Snapshot(tree, index, nested.stream().map(GitOutput::readable).toList(), unmerged);
  }

  private void update(Checkout checkout, Path index, Iterable<String> paths) {
    if (paths.iterator().hasNext()) {
      git.files(checkout, "update-index", "-z", "--add", "--remove", "--replace", "--stdin")
          .index(index)
          .paths(paths)
          .get();
    }
  }

  /// Writes the tree; if the agent itself staged a nested repository, takes that out first.
  private Tree withoutPlanted(Checkout checkout, Oid base, Path index, Set<String> nested) {
    Oid tree = writeTree(checkout, index);
    List<RawChange> changes = new Inspection(git).changes(base, tree);
    List<String> planted =
        changes.stream().filter(RawChange::plantsRepository).map(RawChange::path).toList();
    if (planted.isEmpty()) {
      return new Tree(tree, !changes.isEmpty());
    }
    nested.addAll(planted);
    git.files(checkout, "update-index", "-z", "--force-remove", "--stdin")
        .index(index)
        .paths(planted)
        .get();
    Oid rest = writeTree(checkout, index);
    return new Tree(rest, !new Inspection(git).changes(base, rest).isEmpty());
  }

  private Oid writeTree(Checkout checkout, Path index) {
    return git.files(checkout, "write-tree").index(index).get().oid();
  }

  private static boolean copyIndex(Checkout checkout, Path copy) {
    try {
      if (!Files.isRegularFile(checkout.index(), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.copy(checkout.index(), copy, StandardCopyOption.COPY_ATTRIBUTES);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The files of a nested repository, as raw paths from the top, without its own history.
  private static List<String> filesBelow(Path top, String folder) {
    List<String> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(top.resolve(GitOutput.readable(folder)))) {
      walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> top.relativize(path))
          .filter(path -> !isInsideGitFolder(path))
          .forEach(path -> files.add(GitOutput.raw(path.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static boolean isInsideGitFolder(Path path) {
    for (Path part : path) {
      if (part.toString().equalsIgnoreCase(".git")) {
        return true;
      }
    }
    return false;
  }
}
