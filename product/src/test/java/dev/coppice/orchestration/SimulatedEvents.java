package dev.coppice.orchestration;

import dev.coppice.event.OrchestrationEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What a [SimulatedOrchestration] published, in memory.
final class SimulatedEvents {
  private final List<OrchestrationEvent> log = new CopyOnWriteArrayList<>();

  void add(List<OrchestrationEvent> events) {
    log.addAll(events);
  }

  List<OrchestrationEvent> last(int limit, Predicate<OrchestrationEvent> wanted) {
    List<OrchestrationEvent> all = log.stream().filter(wanted).toList();
    int from = limit == 0 ? 0 : Math.max(0, all.size() - limit);
    return all.subList(from, all.size());
  }

  List<OrchestrationEvent> after(long seq, int limit, Predicate<OrchestrationEvent> wanted) {
    List<OrchestrationEvent> all =
        log.stream().filter(event -> event.seq() > seq).filter(wanted).toList();
    int end = limit == 0 ? all.size() : Math.min(limit, all.size());
    while (end > 0 && end < all.size() && all.get(end).seq() == all.get(end - 1).seq()) {
      end++;
    }
    return all.subList(0, end);
  }
}
