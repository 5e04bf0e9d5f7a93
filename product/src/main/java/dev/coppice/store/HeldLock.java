package dev.coppice.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An exclusive lock on a file, held for this process by the kernel until it is closed.
///
/// Such locks belong to the process, and closing *any* channel on the file drops them. So what this
/// process holds is written down here, and a file that it holds is never opened a second time.
final class HeldLock implements AutoCloseable {
  private static final int TRIES = 20;
  private static final long PAUSE_NANOS = 5_000_000;

  /// Static because the thing it mirrors, the kernel's table, has one entry per process too. The
  /// channel is kept also where another copy of this class in the process holds the lock.
  private static final Map<Path, FileChannel> OPEN = new HashMap<>();

  private final Path file;

  private HeldLock(Path file) {
    this.file = file;
  }

  /// Locks the file, making it first when there is none; nothing when another owner has it.
  static Optional<HeldLock> tryLock(Path file) throws IOException {
    synchronized (OPEN) {
      if (!Files.exists(file)) {
        Disk.createOnce(file, new byte[0]);
      }
      Path real = file.toRealPath();
      // Whoever only asks holds the lock too, for an instant; that must not count as an owner.
      for (int i = 0; i < TRIES && !OPEN.containsKey(real); i++) {
        if (tryOnce(real)) {
          return Optional.of(new HeldLock(real));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return Optional.empty();
    }
  }

  /// Whether this process or another holds the lock of the file.
  static boolean isHeld(Path file) throws IOException {
    synchronized (OPEN) {
      if (!Files.exists(file)) {
        return false;
      }
      Path real = file.toRealPath();
      if (OPEN.containsKey(real)) {
        return true;
      }
      FileChannel channel = FileChannel.open(real, StandardOpenOption.READ);
      try {
        boolean held = channel.tryLock(0, Long.MAX_VALUE, true) == null;
        channel.close();
        return held;
      } catch (OverlappingFileLockException _) {
        OPEN.put(real, channel);
        return true;
      }
    }
  }

  private static boolean tryOnce(Path real) throws IOException {
    FileChannel channel = FileChannel.open(real, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return false;
      }
      OPEN.put(real, channel);
      return true;
    } catch (OverlappingFileLockException _) {
      OPEN.put(real, channel);
      return false;
    }
  }

  /// Gives the lock back; closing twice does nothing.
  @Override
  public void close() {
    synchronized (OPEN) {
      @Nullable FileChannel channel = OPEN.remove(file);
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
