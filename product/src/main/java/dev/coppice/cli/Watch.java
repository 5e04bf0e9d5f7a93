package dev.coppice.cli;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows a system that this process owns and shows it, until nothing moves without a person or
/// somebody breaks off.
final class Watch {
  private static final Duration BETWEEN_PAINTINGS = Duration.ofMillis(100);
  private static final Duration LONGEST_STILLNESS = Duration.ofSeconds(1);
  private static final int MOST_EARLIER = 200;

  private final OrchestrationService service;
  private final Display display;
  private final Queue<OrchestrationEvent> news = new ConcurrentLinkedQueue<>();
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch broken = new CountDownLatch(1);

  Watch(OrchestrationService service, Display display) {
    this.service = service;
    this.display = display;
  }

  /// Makes [#follow] return.
  void breakOff() {
    broken.countDown();
    changes.release();
  }

  boolean isBrokenOff() {
    return broken.getCount() == 0;
  }

  /// Follows to the end.
  ///
  /// @param since events from this moment on are shown, those before are history
  /// @param each is given every snapshot that is shown, and may act on it
  /// @return how everything stands at the end
  Snapshot follow(Instant since, Consumer<Snapshot> each) {
    try (AutoCloseable _ = service.subscribe((_, events) -> heard(events))) {
      Set<String> shown = new HashSet<>();
      service.getEventLog(MOST_EARLIER).stream()
          .filter(event -> !event.timestamp().isBefore(since))
          .forEach(event -> {
            shown.add(event.id());
            news.add(event);
          });
      return follow(each, shown);
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return service.snapshot();
    } catch (Exception e) {
      throw new IllegalStateException("the system cannot be listened to", e);
    }
  }

  private void heard(List<OrchestrationEvent> events) {
    news.addAll(events);
    changes.release();
  }

  private Snapshot follow(Consumer<Snapshot> each, Set<String> earlier)
      throws InterruptedException {
    boolean wasStill = false;
    Set<String> shown = new HashSet<>();
    while (true) {
      Snapshot snapshot = service.snapshot();
      display.show(snapshot, fresh(earlier, shown));
      each.accept(snapshot);
      boolean still = !Movement.isUnderWay(service.snapshot().state());
      // Seen twice, so that a step between two turns is not taken for the end.
      if (isBrokenOff() || (still && wasStill && news.isEmpty())) {
        return service.snapshot();
      }
      wasStill = still;
      if (!broken.await(BETWEEN_PAINTINGS.toMillis(), TimeUnit.MILLISECONDS) && !still) {
        boolean changed = changes.tryAcquire(LONGEST_STILLNESS.toMillis(), TimeUnit.MILLISECONDS);
        if (changed) {
          changes.drainPermits();
        }
      }
    }
  }

  /// What is new. An event of the time between subscribing and reading the log comes twice.
  private List<OrchestrationEvent> fresh(Set<String> earlier, Set<String> shown) {
    List<OrchestrationEvent> fresh = new ArrayList<>();
    for (OrchestrationEvent event = news.poll(); event != null; event = news.poll()) {
      if (!earlier.contains(event.id()) || shown.add(event.id())) {
        fresh.add(event);
      }
    }
    return fresh;
  }
}
