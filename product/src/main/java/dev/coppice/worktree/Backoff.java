package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// The pauses between a few tries: each about twice as long as the last, none longer than 800 ms.
final class Backoff {
  private static final int TRIES = 5;

  private int tries;

  /// Waits before the next try, or says that there have been enough.
  boolean waits() {
    if (tries == TRIES) {
      return false;
    }
    long longest = Math.min(800, 50L << tries);
    tries++;
    pause(Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1)));
    return true;
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  static RepositoryException interrupted(InterruptedException cause) {
    return new RepositoryException(
        Problem.TIMED_OUT, "Waiting for git was interrupted.", "Try again.", cause);
  }
}
