package dev.coppice.worktree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;

/// What a git that was killed, or an operation nobody finished, leaves in a worktree's git
/// directory.
final class Leftovers {
  private static final Duration LIVING = Duration.ofSeconds(2);
  private static final List<String> OPERATIONS =
      List.of(
          "MERGE_HEAD",
          "CHERRY_PICK_HEAD",
          "REVERT_HEAD",
          "rebase-merge",
          "rebase-apply",
          "sequencer",
          "BISECT_LOG");
  private static final List<String> NOTES =
      List.of("MERGE_MSG", "MERGE_MODE", "SQUASH_MSG", "AUTO_MERGE", "MERGE_AUTOSTASH");

  private final StateFolder folder;

  Leftovers(StateFolder folder) {
    this.folder = folder;
  }

  /// Which git operation is under way in a checkout, by the name of its file.
  static List<String> operations(Path gitDir) {
    return OPERATIONS.stream().filter(name -> Files.exists(gitDir.resolve(name))).toList();
  }

  /// Ends whatever operation is under way, without touching files or index.
  void endOperations(Path gitDir) {
    for (List<String> names : List.of(OPERATIONS, NOTES)) {
      for (String name : names) {
        if (Files.exists(gitDir.resolve(name))) {
          folder.discard(gitDir.resolve(name));
        }
      }
    }
  }

  /// Removes lock files of our own worktree that nobody can hold any more: its agent is gone when
  /// we write here. A lock is given two seconds to go by itself.
  void breakLocks(Path gitDir, Path branchLock) {
    for (Path lock :
        List.of(gitDir.resolve("index.lock"), gitDir.resolve("HEAD.lock"), branchLock)) {
      if (!goesAway(lock)) {
        folder.discard(lock);
      }
    }
  }

  /// Waits a little for a lock file to go; false if the same one is still there.
  static boolean goesAway(Path lock) {
    try {
      FileTime since = Files.getLastModifiedTime(lock);
      long deadline = System.nanoTime() + LIVING.toNanos();
      while (System.nanoTime() < deadline) {
        Backoff.pause(Duration.ofMillis(40));
        if (!Files.getLastModifiedTime(lock).equals(since)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
