package dev.coppice.mcp;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Snapshot;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Changes of one system. What changes often is told of once in a while.
final class ServiceChanges implements Changes {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceChanges.class);
  private static final Set<String> WHEN_ANYTHING_HAPPENS =
      Set.of(
          ServiceResources.EVENTS,
          ServiceResources.STATUS,
          ServiceResources.ROADMAP,
          ServiceResources.INBOX);

  private final OrchestrationService service;
  private final Duration pause;

  /// @param pause between two tellings
  ServiceChanges(OrchestrationService service, Duration pause) {
    this.service = service;
    this.pause = pause;
  }

  @Override
  public AutoCloseable watch(Consumer<String> changed) {
    var teller = new Teller(changed, pause);
    AutoCloseable subscription = service.subscribe(teller);
    Thread thread = Thread.ofVirtual().name("mcp-changes").start(teller);
    return () -> {
      subscription.close();
      thread.interrupt();
    };
  }

  private static final class Teller implements OrchestrationService.Listener, Runnable {
    private final Consumer<String> changed;
    private final Duration pause;
    private final Set<String> waiting = new LinkedHashSet<>();

    Teller(Consumer<String> changed, Duration pause) {
      this.changed = changed;
      this.pause = pause;
    }

    /// Quick: the thread belongs to the publisher.
    @Override
    public synchronized void published(Snapshot snapshot, List<OrchestrationEvent> events) {
      if (!events.isEmpty()) {
        waiting.addAll(WHEN_ANYTHING_HAPPENS);
        notifyAll();
      }
    }

    @Override
    public void run() {
      try {
        while (true) {
          take().forEach(this::tell);
          Thread.sleep(pause);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private synchronized List<String> take() throws InterruptedException {
      while (waiting.isEmpty()) {
        wait();
      }
      List<String> taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    }

    private void tell(String uri) {
      try {
        changed.accept(uri);
      } catch (RuntimeException e) {
        LOG.debug("Nobody was told of {}: {}", uri, e.toString());
      }
    }
  }
}
