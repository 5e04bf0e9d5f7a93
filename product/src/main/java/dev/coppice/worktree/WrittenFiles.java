package dev.coppice.worktree;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.stream.IntStream;

/// Finds files of a checkout that already have the content a landing brings, though the index does
/// not say so: the traces of an update that was cut off.
final class WrittenFiles {
  private final Git git;
  private final Checkout checkout;

  WrittenFiles(Git git, Checkout checkout) {
    this.git = git;
    this.checkout = checkout;
  }

  List<RawChange> find(List<RawChange> changes) {
    List<RawChange> present = changes.stream().filter(this::isPresentFile).toList();
    if (present.isEmpty()) {
      return List.of();
    }
    StringBuilder paths = new StringBuilder();
    present.forEach(change -> paths.append(change.path()).append('\n'));
    List<String> blobs =
        git.files(checkout, "hash-object", "--stdin-paths")
            .raw(paths.toString())
            .get()
            .text()
            .lines()
            .toList();
    return IntStream.range(0, Math.min(blobs.size(), present.size()))
        .filter(i -> present.get(i).newBlob().equals(blobs.get(i)))
        .mapToObj(present::get)
        .toList();
  }

  /// Links and names with a line break are left to git's own judgement.
  private boolean isPresentFile(RawChange change) {
    try {
      return change.newMode().startsWith("100")
          && change.path().indexOf('\n') < 0
          && Files.isRegularFile(
              checkout.path().resolve(GitOutput.readable(change.path())),
              LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
