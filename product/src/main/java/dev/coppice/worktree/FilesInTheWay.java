package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds files that git does not track where a landing brings new ones. Git refuses to overwrite
/// untracked files, but overwrites ignored ones without a word: a user's `.env`, say.
final class FilesInTheWay {
  private static final int ASKED = 500;

  private final Git git;
  private final Checkout checkout;
  private final Path index;

  FilesInTheWay(Git git, Checkout checkout, Path index) {
    this.git = git;
    this.checkout = checkout;
    this.index = index;
  }

  /// The paths in the way, for people.
  List<String> find(List<RawChange> changes) {
    Set<String> removed =
        changes.stream()
            .filter(change -> !change.existsAfter())
            .map(RawChange::path)
            .collect(Collectors.toSet());
    Set<String> found = new TreeSet<>();
    for (RawChange change : changes) {
      if (!change.existsBefore()) {
        inTheWayOf(change.path(), removed).ifPresent(found::add);
      }
    }
    found.removeAll(tracked(found));
    return found.stream().map(GitOutput::readable).toList();
  }

  private Optional<String> inTheWayOf(String path, Set<String> removed) {
    try {
      int end = path.indexOf('/');
      while (end >= 0) {
        String parent = path.substring(0, end);
        Path file = file(parent);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.empty();
        }
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.of(parent).filter(one -> !removed.contains(one));
        }
        end = path.indexOf('/', end + 1);
      }
      return lastPart(path, removed);
    } catch (InvalidPathException e) {
      return Optional.of(path);
    }
  }

  private Optional<String> lastPart(String path, Set<String> removed) {
    Path file = file(path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(path);
    }
    try (Stream<Path> inside = Files.walk(file)) {
      return inside
          .filter(one -> !Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
          .map(one -> GitOutput.raw(checkout.path().relativize(one).toString()))
          .filter(one -> !removed.contains(one))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String raw) {
    return checkout.path().resolve(GitOutput.readable(raw));
  }

  /// Files the user has added to the index, about which git itself decides rightly.
  private Set<String> tracked(Set<String> paths) {
    if (paths.isEmpty() || paths.size() > ASKED) {
      return Set.of();
    }
    return Set.copyOf(
        git.files(checkout, "ls-files", "--cached", "-z", "--")
            .and(paths.stream().map(GitOutput::readable).toList())
            .index(index)
            .get()
            .fields());
  }
}
