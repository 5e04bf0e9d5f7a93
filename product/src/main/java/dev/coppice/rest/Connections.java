package dev.coppice.rest;

import dev.coppice.rest.Counters.Reason;
import dev.coppice.rest.OpenConnection.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;

/// Every open connection, and who has to go when there are too many.
///
/// Whoever connects is always let in, or a crowd of silent ones would lock everybody else out. The
/// room is made by closing those that have waited longest without ever showing a good token, then
/// those that have been idle longest; never one that is being answered.
final class Connections implements Connection.Listener {
  private static final Duration TO_HANG_UP = Duration.ofSeconds(2);
  private static final Duration TO_SAY_SO = Duration.ofSeconds(1);

  private final Limits limits;
  private final Counters counters;
  private final LongSupplier nanoTime;
  private final Map<Connection, OpenConnection> open = new HashMap<>();
  // In the order of their coming.
  private final SequencedSet<OpenConnection> strangers = new LinkedHashSet<>();
  // In the order in which they fell silent.
  private final SequencedSet<OpenConnection> idle = new LinkedHashSet<>();
  private int streams;

  Connections(Limits limits, Counters counters, LongSupplier nanoTime) {
    this.limits = limits;
    this.counters = counters;
    this.nanoTime = nanoTime;
  }

  @Override
  public void onOpened(Connection connection) {
    List<OpenConnection> leaving;
    synchronized (this) {
      var opened = new OpenConnection(connection, nanoTime.getAsLong());
      open.put(connection, opened);
      strangers.add(opened);
      counters.connections(1);
      leaving = crowdedOut();
    }
    leaving.forEach(Connections::close);
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    OpenConnection closed = open.get(connection);
    if (closed != null) {
      forget(closed);
    }
  }

  /// The headers of a request are there, and it is being answered.
  synchronized void begin(Connection connection) {
    OpenConnection asking = open.get(connection);
    if (asking != null) {
      strangers.remove(asking);
      idle.remove(asking);
      asking.enter(Phase.ANSWER, nanoTime.getAsLong());
    }
  }

  /// The request came with a good token.
  synchronized void trust(Connection connection) {
    OpenConnection asking = open.get(connection);
    if (asking != null) {
      asking.isTrusted = true;
    }
  }

  /// The answer is held back on purpose, so this one may be closed before it comes.
  synchronized void hold(Connection connection) {
    OpenConnection asking = open.get(connection);
    if (asking != null && asking.phase == Phase.ANSWER) {
      strangers.add(asking);
    }
  }

  /// The body is being read from now on.
  ///
  /// @param late tells the reader that it has taken too long; the connection is closed a little
  ///   later
  synchronized void beginBody(Connection connection, Runnable late) {
    enter(connection, Phase.BODY);
    OpenConnection asking = open.get(connection);
    if (asking != null) {
      asking.late = late;
    }
  }

  /// The body is there.
  synchronized void endBody(Connection connection) {
    enter(connection, Phase.ANSWER);
  }

  /// The answer is one that does not end by itself.
  ///
  /// @return whether there is room for it
  synchronized boolean beginStream(Connection connection) {
    OpenConnection asking = open.get(connection);
    if (asking != null && asking.phase == Phase.STREAM) {
      return true;
    }
    if (streams >= limits.streams()) {
      return false;
    }
    if (asking != null) {
      asking.enter(Phase.STREAM, nanoTime.getAsLong());
      streams++;
      counters.streams(1);
    }
    return true;
  }

  /// The answer is sent.
  ///
  /// @param stays whether another request may follow on this connection
  synchronized void end(Connection connection, boolean stays) {
    OpenConnection answered = open.get(connection);
    if (answered == null) {
      return;
    }
    endStream(answered);
    answered.isFirst = false;
    answered.enter(stays ? Phase.REQUEST : Phase.END, nanoTime.getAsLong());
    if (answered.isTrusted) {
      idle.add(answered);
    } else {
      strangers.add(answered);
    }
  }

  /// Closes what has taken too long, or has to make room; to be called a few times a second.
  void sweep() {
    // Done without the lock, since closing a connection comes back here.
    List<Runnable> measures = new ArrayList<>();
    synchronized (this) {
      long now = nanoTime.getAsLong();
      for (OpenConnection each : List.copyOf(open.values())) {
        look(each, now, measures);
      }
      crowdedOut().forEach(each -> measures.add(() -> close(each)));
    }
    measures.forEach(Runnable::run);
  }

  synchronized boolean isEmpty() {
    return open.isEmpty();
  }

  private void look(OpenConnection each, long now, List<Runnable> measures) {
    if (each.phase == Phase.REQUEST
        && !each.hasBegun
        && each.connection.getBytesIn() > each.bytesBefore) {
      each.hasBegun = true;
      each.begunAt = each.isFirst ? each.since : now;
    }
    long waited = now - (each.hasBegun ? each.begunAt : each.since);
    if (waited <= patience(each).toNanos()) {
      return;
    }
    if (each.phase == Phase.BODY && !each.isLate) {
      each.isLate = true;
      measures.add(each.late);
      return;
    }
    if (each.phase == Phase.BODY || (each.phase == Phase.REQUEST && isOwed(each))) {
      counters.refuse(Reason.SLOW);
    }
    forget(each);
    measures.add(() -> close(each));
  }

  /// A request was begun, or never came at all.
  private static boolean isOwed(OpenConnection each) {
    return each.hasBegun || each.isFirst;
  }

  private Duration patience(OpenConnection each) {
    return switch (each.phase) {
      case REQUEST -> isOwed(each) ? limits.headerTime() : limits.idleTime();
      case BODY -> each.isLate ? limits.bodyTime().plus(TO_SAY_SO) : limits.bodyTime();
      // Both end by themselves, or the network ends them.
      case ANSWER, STREAM -> Duration.ofNanos(Long.MAX_VALUE);
      case END -> TO_HANG_UP;
    };
  }

  private List<OpenConnection> crowdedOut() {
    List<OpenConnection> leaving = new ArrayList<>();
    while (open.size() - streams > limits.connections()) {
      OpenConnection first =
          strangers.isEmpty() ? idle.isEmpty() ? null : idle.getFirst() : strangers.getFirst();
      if (first == null || (!first.isTrusted && !mayGo(first))) {
        break;
      }
      forget(first);
      counters.refuse(Reason.CROWDED);
      leaving.add(first);
    }
    return leaving;
  }

  private boolean mayGo(OpenConnection stranger) {
    return open.size() - streams > limits.crowd()
        || nanoTime.getAsLong() - stranger.since > limits.grace().toNanos();
  }

  private void enter(Connection connection, Phase phase) {
    OpenConnection asking = open.get(connection);
    if (asking != null) {
      asking.enter(phase, nanoTime.getAsLong());
    }
  }

  private void forget(OpenConnection closed) {
    open.remove(closed.connection);
    strangers.remove(closed);
    idle.remove(closed);
    endStream(closed);
    counters.connections(-1);
  }

  private void endStream(OpenConnection each) {
    if (each.phase == Phase.STREAM) {
      streams--;
      counters.streams(-1);
      each.phase = Phase.ANSWER;
    }
  }

  /// Cuts it off below TLS, where nothing waits for the other side.
  private static void close(OpenConnection leaving) {
    EndPoint end = leaving.connection.getEndPoint();
    while (end instanceof EndPoint.Wrapper wrapper) {
      end = wrapper.unwrap();
    }
    end.close();
  }
}
