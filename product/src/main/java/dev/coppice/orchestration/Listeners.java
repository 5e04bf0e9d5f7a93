package dev.coppice.orchestration;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.schedule.Snapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who hears of published turns, whether a system is open already or not.
final class Listeners {
  private static final Logger LOG = System.getLogger(Listeners.class.getName());

  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  /// One subscription: the same listener may have several.
  private static final class Heard {
    private final OrchestrationService.Listener listener;

    Heard(OrchestrationService.Listener listener) {
      this.listener = listener;
    }
  }

  AutoCloseable add(OrchestrationService.Listener listener) {
    var one = new Heard(listener);
    heard.add(one);
    return () -> heard.remove(one);
  }

  /// What a listener does wrong is its own affair: the others are told, and the orchestrator goes
  /// on.
  synchronized void tell(Snapshot snapshot, List<OrchestrationEvent> published) {
    heard.forEach(one -> tell(one, snapshot, published));
  }

  private void tell(Heard one, Snapshot snapshot, List<OrchestrationEvent> published) {
    try {
      one.listener.published(snapshot, published);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a listener failed and is told nothing more", e);
      heard.remove(one);
    }
  }
}
