package dev.coppice.worktree;

import dev.coppice.worktree.RepositoryException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one lock of a repository's list of worktrees, between our threads and between processes. Two
/// `git worktree add` at once break each other, in every version of git. It is held for one short
/// command, never while files are written.
///
/// The file stays open for good: closing any handle of a file drops all locks the process has on
/// it.
final class RegistryLock {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final ReentrantLock threads = new ReentrantLock(true);
  private @Nullable FileChannel channel;

  RegistryLock(Path file) {
    this.file = file;
  }

  /// Runs `work` while nobody else holds the lock; may be nested.
  <T> T hold(Supplier<T> work) {
    if (threads.isHeldByCurrentThread()) {
      return work.get();
    }
    acquireThreads();
    try (FileLock _ = acquireFile()) {
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.unlock();
    }
  }

  private void acquireThreads() {
    try {
      if (!threads.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Backoff.interrupted(e);
    }
  }

  private FileLock acquireFile() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock lock = tryFile();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > deadline) {
        throw busy();
      }
      Backoff.pause(Duration.ofMillis(5));
    }
  }

  private @Nullable FileLock tryFile() throws IOException {
    try {
      FileChannel open = channel;
      if (open == null || !open.isOpen()) {
        open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel = open;
      }
      return open.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private RepositoryException busy() {
    return new RepositoryException(
        Problem.BUSY,
        "The list of worktrees was locked by another process for %d s."
            .formatted(PATIENCE.toSeconds()),
        "End the process that holds %s, and try again.".formatted(file));
  }
}
