package dev.coppice.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `{git common dir}/coppice/owner.lock`: at most one process owns a repository, and the kernel
/// ends its ownership with it. Beside it `owner.json` says where the living owner listens.
public final class OwnerLock implements AutoCloseable {
  private static final String LOCK = "owner.lock";

  private final Path directory;
  private final HeldLock lock;
  private boolean closed;

  private OwnerLock(Path directory, HeldLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /// What came of asking for a repository.
  public sealed interface Acquired {
    /// This process owns it until it closes the lock or ends.
    record Held(OwnerLock lock) implements Acquired {}

    /// Another owner lives; its address is absent while it starts or when it left none.
    record Taken(@Nullable OwnerAddress owner) implements Acquired {}
  }

  /// Asks for the repository with the git common directory `commonDir`, without waiting.
  public static Acquired acquire(Path commonDir) {
    Path directory = directoryIn(commonDir);
    if (!Files.isDirectory(commonDir)) {
      throw new StoreException(
          "%s is not a directory.".formatted(commonDir), "Name a git repository.");
    }
    Disk.createPrivateDirectory(directory);
    Path file = directory.resolve(LOCK);
    try {
      Optional<HeldLock> lock = HeldLock.tryLock(file);
      if (lock.isEmpty()) {
        return new Acquired.Taken(OwnerFile.read(directory).orElse(null));
      }
      // What an owner that was killed left behind must not pass for our address.
      OwnerFile.remove(directory);
      return new Acquired.Held(new OwnerLock(directory, lock.get()));
    } catch (IOException e) {
      throw Disk.trouble("lock", file, e);
    }
  }

  /// The owner of the repository, when one lives and has said where it listens.
  public static Optional<OwnerAddress> find(Path commonDir) {
    return isHeld(commonDir) ? OwnerFile.read(directoryIn(commonDir)) : Optional.empty();
  }

  /// Whether an owner of the repository lives.
  public static boolean isHeld(Path commonDir) {
    Path file = directoryIn(commonDir).resolve(LOCK);
    try {
      return HeldLock.isHeld(file);
    } catch (IOException e) {
      throw Disk.trouble("ask for the lock", file, e);
    }
  }

  /// Tells other processes where this owner listens; to be called once the listener is up.
  ///
  /// @param serving whether it stays when there is nothing to do
  public OwnerAddress publish(URI address, String systemId, Path dataDir, boolean serving) {
    ProcessHandle self = ProcessHandle.current();
    OwnerAddress owner =
        new OwnerAddress(
            self.pid(),
            self.info().startInstant().orElse(Instant.EPOCH),
            address,
            systemId,
            dataDir.toAbsolutePath(),
            serving);
    OwnerFile.write(directory, owner);
    return owner;
  }

  /// Gives the repository up; closing twice does nothing.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      OwnerFile.remove(directory);
      lock.close();
    }
  }

  private static Path directoryIn(Path commonDir) {
    return commonDir.resolve("coppice");
  }
}
