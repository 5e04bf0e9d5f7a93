package dev.coppice.rest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.io.Connection;

/// Looks after the connections for as long as there are any; a server that nobody asks sleeps.
final class Sweeper implements Connection.Listener {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Connections connections;
  private boolean isAwake;

  Sweeper(Connections connections) {
    this.connections = connections;
  }

  @Override
  public synchronized void onOpened(Connection connection) {
    if (!isAwake) {
      isAwake = true;
      Thread.ofVirtual().name("rest-sweeper").start(this::run);
    }
  }

  private void run() {
    do {
      LockSupport.parkNanos(PAUSE.toNanos());
      connections.sweep();
    } while (!mayRest());
  }

  private synchronized boolean mayRest() {
    isAwake = !connections.isEmpty();
    return !isAwake;
  }
}
