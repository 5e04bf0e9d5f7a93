package dev.coppice.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Finds what a `git worktree add` leaves when it dies half-way: an entry whose files are missing
/// or empty. One such entry makes `worktree list`, `fetch` and `gc` fail for everybody, and `git
/// worktree prune` does not see it. The caller holds the registry lock.
final class TornEntries {
  private static final Duration FOREIGN = Duration.ofSeconds(60);
  private static final Duration OWN = Duration.ofSeconds(1);

  private final Path commonDir;
  private final StateFolder folder;

  TornEntries(Path commonDir, StateFolder folder) {
    this.commonDir = commonDir;
    this.folder = folder;
  }

  /// Moves torn entries into our trash and says whether there were any. An entry somebody else may
  /// just be making is left alone for a minute; one of ours, since we hold the lock, is dead.
  boolean repair() {
    boolean repaired = false;
    for (Path entry : StateFolder.entries(commonDir.resolve("worktrees"))) {
      if (isTorn(entry) && isOld(entry) && folder.discard(entry)) {
        repaired = true;
      }
    }
    return repaired;
  }

  private static boolean isTorn(Path entry) {
    return Files.isDirectory(entry)
        && List.of("commondir", "gitdir", "HEAD").stream()
            .anyMatch(file -> SmallFile.read(entry.resolve(file)).isEmpty());
  }

  private boolean isOld(Path entry) {
    boolean ours = Files.exists(folder.making(entry.getFileName().toString()));
    Duration limit = ours ? OWN : FOREIGN;
    try {
      long age = System.currentTimeMillis() - Files.getLastModifiedTime(entry).toMillis();
      return age > limit.toMillis();
    } catch (IOException e) {
      return false;
    }
  }
}
