package dev.coppice.rest;

import org.eclipse.jetty.io.Connection;

/// Where one connection stands. All of it is guarded by the lock of [Connections].
final class OpenConnection {
  /// What we wait for.
  enum Phase {
    /// The headers of a request.
    REQUEST,
    /// The rest of a body.
    BODY,
    /// Our own answer.
    ANSWER,
    /// Whatever happens next, which is then sent.
    STREAM,
    /// The other side to hang up.
    END
  }

  final Connection connection;
  Phase phase = Phase.REQUEST;
  // Has sent a request with a good token.
  boolean isTrusted;
  boolean isFirst = true;
  // The time of the clock at which this phase began.
  long since;
  // The time at which the first byte of the headers was seen; only while hasBegun.
  long begunAt;
  boolean hasBegun;
  // What had come in when this phase began.
  long bytesBefore;
  // The body took too long, and its reader was told.
  boolean isLate;
  // How to tell it.
  Runnable late = () -> {};

  OpenConnection(Connection connection, long now) {
    this.connection = connection;
    this.since = now;
  }

  void enter(Phase next, long now) {
    phase = next;
    since = now;
    hasBegun = false;
    isLate = false;
    bytesBefore = connection.getBytesIn();
  }
}
