package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches one attempt. All its work is done in turns, never two at once: a turn reads what was
/// written, tells the listener, and ends the watch when the exit record was there before the last
/// read. Anyone may [#wake] it; many wakes are one turn.
final class RunWatch {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  /// Many small writes of a busy attempt are one turn.
  private static final Duration BETWEEN_TURNS = Duration.ofMillis(20);

  private static final Duration LEASE_RENEWAL = Duration.ofSeconds(30);

  /// How much longer than its grace a stop may take before the holder itself is killed.
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /// How long a holder may outlive the exit record, which a command could have forged.
  private static final Duration HOLDER_PATIENCE = Duration.ofSeconds(2);

  private final RunDirectory directory;
  private final RunListener listener;
  private final RunLimits limits;
  private final RunWatcher watcher;
  private final Duration identityPatience;
  private final RunOutput output;
  private final AtomicInteger wakes = new AtomicInteger();
  private final AtomicBoolean sealing = new AtomicBoolean();
  private final long since = System.nanoTime();
  private volatile @Nullable ProcessIdentity identity;
  private volatile boolean over;
  private volatile boolean removed;
  private volatile boolean busy;
  private volatile long lastTurn;
  private volatile long stopAsked;
  private long leaseRenewed;
  private long written = -1;
  private long lastGrowth;

  /// Begins to watch.
  ///
  /// @param identityPatience how long the shim may take to say who it is
  /// @param idleFor how long ago the attempt last wrote something
  RunWatch(
      RunDirectory directory,
      RunLimits limits,
      RunOffsets from,
      RunListener listener,
      RunWatcher watcher,
      Duration identityPatience,
      Duration idleFor) {
    this.directory = directory;
    this.listener = listener;
    this.limits = limits;
    this.watcher = watcher;
    this.identityPatience = identityPatience;
    this.output = new RunOutput(directory, from, listener);
    this.leaseRenewed = since - LEASE_RENEWAL.toNanos();
    this.lastGrowth = since - idleFor.toNanos();
    if (Files.exists(directory.file("stop"))) {
      this.stopAsked = since;
    }
  }

  AttemptId id() {
    return directory.id();
  }

  RunDirectory directory() {
    return directory;
  }

  /// Something may have changed.
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      long wait = busy ? lastTurn + BETWEEN_TURNS.toNanos() - System.nanoTime() : 0;
      watcher.later(this::turn, Duration.ofNanos(Math.max(0, wait)));
    }
  }

  void askStop(StopReason reason) throws IOException {
    directory.requestStop(reason);
    if (stopAsked == 0) {
      stopAsked = System.nanoTime();
    }
  }

  /// What no event tells: a holder that vanished, a limit that passed, a stop that is not obeyed.
  void sweep() {
    if (over) {
      return;
    }
    try {
      if (!Files.isDirectory(directory.path())) {
        removed = true;
        killHolder();
      } else if (!directory.hasEnded()) {
        renewLease();
        if (isGone()) {
          if (sealing.compareAndSet(false, true)) {
            watcher.later(this::seal, Duration.ZERO);
          }
        } else if (stopAsked != 0) {
          pressStop();
        }
      }
    } catch (IOException e) {
      LOG.warn("attempt {} cannot be examined: {}", id(), e.toString());
    }
    wake();
  }

  private void renewLease() throws IOException {
    long pace = Math.min(LEASE_RENEWAL.toNanos(), limits.lease().toNanos() / 4);
    if (System.nanoTime() - leaseRenewed >= pace) {
      directory.renewLease();
      leaseRenewed = System.nanoTime();
    }
  }

  private boolean isGone() {
    ProcessIdentity known = identity;
    return known == null
        ? System.nanoTime() - since > identityPatience.toNanos()
        : !known.isAlive();
  }

  private void pressStop() throws IOException {
    directory.poke();
    Duration patience = limits.grace().plus(STOP_PATIENCE);
    if (System.nanoTime() - stopAsked > patience.toNanos()) {
      LOG.warn("attempt {} does not obey its stop; its holder is killed", id());
      killHolder();
    }
  }

  private void killHolder() {
    ProcessIdentity known = identity;
    if (known != null && known.isAlive()) {
      ProcessHandle.of(known.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /// Writes the exit record nobody else will write. Found held, it is examined again later.
  private void seal() {
    try {
      watcher.shim().seal(directory, whyLost());
      wake();
    } catch (IOException e) {
      LOG.warn("attempt {} cannot be closed: {}", id(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sealing.set(false);
    }
  }

  private String whyLost() throws IOException {
    ProcessIdentity known = identity;
    String why =
        known == null
            ? "it was killed before its shim had said who it is"
            : known.isFromAnotherBoot()
                ? "the machine was started again"
                : "its holder, process " + known.pid() + ", vanished without an exit record";
    String complaint = directory.lastComplaint();
    return complaint.isEmpty() ? why : why + "; the last line of shim.log: " + complaint;
  }

  private void turn() {
    int seen = wakes.get();
    boolean more = false;
    try {
      more = !over && advance();
    } catch (IOException e) {
      LOG.debug("attempt {} cannot be read: {}", id(), e.toString());
    }
    lastTurn = System.nanoTime();
    if (over) {
      return;
    }
    if (more) {
      watcher.later(this::turn, Duration.ZERO);
    } else if (!wakes.compareAndSet(seen, 0)) {
      watcher.later(this::turn, busy ? BETWEEN_TURNS : Duration.ZERO);
    }
  }

  /// One turn; true when there is more to read at once.
  private boolean advance() throws IOException {
    if (removed) {
      finish(new RunEnd.Lost("its run directory was removed"));
      return false;
    }
    Optional<RunEnd> end = directory.findEnd();
    if (end.isPresent()
        && end.get() instanceof RunEnd.Stopped(StopReason reason, int _)
        && reason == StopReason.OUTPUT_FLOOD) {
      output.stopAt(limits.outputBytes());
    }
    announce();
    busy = output.look();
    boolean more = busy && output.read();
    if (end.isEmpty()) {
      checkLimits();
    } else if (!more) {
      finish(end.get());
    }
    return more;
  }

  private void announce() throws IOException {
    if (identity == null) {
      Optional<ProcessIdentity> found = directory.findIdentity();
      if (found.isPresent()) {
        identity = found.get();
        output.tell(() -> listener.started(id(), found.get().pid()));
      }
    }
  }

  private void checkLimits() throws IOException {
    long total = output.size();
    long now = System.nanoTime();
    if (total != written) {
      lastGrowth = written < 0 ? lastGrowth : now;
      written = total;
    }
    if (stopAsked != 0) {
      return;
    }
    if (total > limits.outputBytes()) {
      output.stopAt(limits.outputBytes());
      askStop(StopReason.OUTPUT_FLOOD);
    } else if (now - lastGrowth > limits.idle().toNanos()) {
      askStop(StopReason.IDLE);
    }
  }

  private void finish(RunEnd end) {
    output.finish();
    over = true;
    watcher.release(this);
    output.tell(() -> listener.ended(id(), end));
    watcher.later(this::killHolder, HOLDER_PATIENCE);
  }

  /// Stops the turns without an end.
  void close() {
    over = true;
    output.mute();
  }
}
