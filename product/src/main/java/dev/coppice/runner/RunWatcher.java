package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads behind all watches: one that hears the file system, one that counts time, and a
/// virtual one per turn. Their number does not grow with the number of attempts. Nothing here is
/// the only way to notice something: an event that never comes is made up for by the sweep.
final class RunWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatcher.class);
  private static final Duration SWEEP = Duration.ofSeconds(2);
  private static final Duration SWEEP_WITHOUT_EVENTS = Duration.ofMillis(250);

  private final Shim shim;
  private final Map<AttemptId, RunWatch> watches = new ConcurrentHashMap<>();
  private final Map<AttemptId, WatchKey> keys = new ConcurrentHashMap<>();
  private final Map<WatchKey, RunWatch> watchByKey = new ConcurrentHashMap<>();
  private final @Nullable WatchService events;
  private final ScheduledExecutorService clock;
  private final ExecutorService turns = Executors.newVirtualThreadPerTaskExecutor();

  RunWatcher(Shim shim) {
    this.shim = shim;
    this.events = openEvents();
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("runner-clock").unstarted(task));
    if (events != null) {
      Thread.ofPlatform().daemon().name("runner-events").start(() -> hear(events));
    }
  }

  private static @Nullable WatchService openEvents() {
    try {
      return FileSystems.getDefault().newWatchService();
    } catch (IOException e) {
      LOG.warn("run directories are polled, because the system offers no events: {}", e.toString());
      return null;
    }
  }

  Shim shim() {
    return shim;
  }

  Optional<RunWatch> find(AttemptId id) {
    return Optional.ofNullable(watches.get(id));
  }

  /// Begins to watch; false when the attempt is watched already.
  boolean add(RunWatch watch, Duration lease) {
    if (watches.putIfAbsent(watch.id(), watch) != null) {
      return false;
    }
    boolean heard = events != null && register(watch, events);
    Duration slow = heard ? SWEEP : SWEEP_WITHOUT_EVENTS;
    long pace = Math.min(slow.toMillis(), Math.max(20, lease.toMillis() / 8));
    sweepAgain(watch, Duration.ofMillis(pace));
    watch.wake();
    return true;
  }

  private boolean register(RunWatch watch, WatchService service) {
    try {
      WatchKey key =
          watch
              .directory()
              .path()
              .register(
                  service,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY);
      keys.put(watch.id(), key);
      watchByKey.put(key, watch);
      return true;
    } catch (IOException | ClosedWatchServiceException e) {
      LOG.warn("attempt {} is polled: {}", watch.id(), e.toString());
      return false;
    }
  }

  void release(RunWatch watch) {
    watches.remove(watch.id(), watch);
    WatchKey key = keys.remove(watch.id());
    if (key != null) {
      watchByKey.remove(key);
      key.cancel();
    }
  }

  /// Runs a task on a thread of its own after a while; not any more once closed.
  void later(Runnable task, Duration wait) {
    try {
      if (wait.isZero()) {
        turns.execute(task);
      } else {
        var _ =
            clock.schedule(() -> later(task, Duration.ZERO), wait.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.trace("closed", e);
    }
  }

  private void sweepAgain(RunWatch watch, Duration pace) {
    later(
        () -> {
          if (watches.get(watch.id()) == watch) {
            watch.sweep();
            sweepAgain(watch, pace);
          }
        },
        pace);
  }

  private void hear(WatchService service) {
    try {
      while (true) {
        WatchKey key = service.take();
        key.pollEvents();
        key.reset();
        RunWatch watch = watchByKey.get(key);
        if (watch != null) {
          watch.wake();
        }
      }
    } catch (ClosedWatchServiceException e) {
      LOG.trace("closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watches.values().forEach(RunWatch::close);
    clock.shutdownNow();
    turns.shutdown();
    try {
      if (events != null) {
        events.close();
      }
      if (!turns.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("a listener of the runner still works five seconds after the runner was closed");
      }
    } catch (IOException e) {
      LOG.warn("the file system watch cannot be closed: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
