package dev.coppice;

import dev.coppice.orchestration.World;
import dev.coppice.store.OwnerLock;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The lock on one repository, and what other processes are told about who has it: where it
/// listens, as soon as it both owns a system and listens.
final class Ownership implements World.Hold {
  private final OwnerLock lock;
  private final String systemId;
  private final Path data;
  private final boolean serving;
  private final Consumer<Path> listener;
  private @Nullable URI address;
  private boolean opened;

  /// @param listener told the data directory once the system is open
  Ownership(OwnerLock lock, String systemId, Path data, boolean serving, Consumer<Path> listener) {
    this.listener = listener;
    this.lock = lock;
    this.systemId = systemId;
    this.data = data;
    this.serving = serving;
  }

  @Override
  public synchronized void opened() {
    opened = true;
    listener.accept(data);
    tell();
  }

  synchronized void listensAt(URI where) {
    address = where;
    tell();
  }

  private void tell() {
    if (opened && address != null) {
      var _ = lock.publish(address, systemId, data, serving);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
