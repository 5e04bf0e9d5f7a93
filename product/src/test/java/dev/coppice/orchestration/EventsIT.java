package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.view.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The published events: complete, in order, each once, live and afterwards.
class EventsIT {
  @TempDir Path folder;

  @Test
  void aListenerHearsEveryEventOnceAndInOrder() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart", "till", "shelf");
    repository
        .worker("cart")
        .worker("till")
        .script("shelf", "[ \"$COPPICE_TRY\" = 1 ] && exit 4; echo work >src/shelf.txt");
    List<OrchestrationEvent> heard = new CopyOnWriteArrayList<>();
    List<OrchestrationEvent> polled = new ArrayList<>();
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      try (AutoCloseable _ =
          service.subscribe((snapshot, events) -> {
            assertThat(events).allMatch(event -> event.seq() <= snapshot.seq());
            heard.addAll(events);
          })) {
        long before = service.snapshot().seq();
        service.runAutonomousCycle();
        long seen = before;
        while (!(system.hasLanded("cart")
            && system.hasLanded("till")
            && system.hasLanded("shelf"))) {
          List<OrchestrationEvent> news = service.eventsAfter(seen, 1);
          polled.addAll(news);
          seen = news.isEmpty() ? seen : news.getLast().seq();
        }
        system.eventually(
            "worktrees gone",
            () -> system.eventTypes().stream().filter("worktree:deleted"::equals).count() == 3);
        polled.addAll(service.eventsAfter(seen, 0));
        List<OrchestrationEvent> all = service.eventsAfter(before, 0);
        assertThat(heard).containsExactlyElementsOf(all);
        assertThat(all).extracting(OrchestrationEvent::seq).isSorted();
        assertThat(all).extracting(OrchestrationEvent::id).doesNotHaveDuplicates();
        assertThat(polled)
            .extracting(OrchestrationEvent::id)
            .containsExactlyElementsOf(all.stream().map(OrchestrationEvent::id).toList());
      }
      int then = heard.size();
      service.pause();
      assertThat(heard).hasSize(then);
      List<OrchestrationEvent> log = service.getEventLog(0);
      assertThat(service.getEventLog(3)).isEqualTo(log.subList(log.size() - 3, log.size()));
      assertThat(service.getEventLog(100_000)).isEqualTo(log);
      assertThat(log.getFirst().type()).isEqualTo("orchestrator:created");
      assertThat(log.getLast().type()).isEqualTo("orchestrator:paused");
      assertThat(log).allSatisfy(event -> assertThat(EventType.find(event.type())).isPresent());
      assertThat(log.stream().filter(event -> event.type().equals("agent:spawned")))
          .allSatisfy(event -> {
            assertThat(event.agentId()).isNotNull();
            assertThat(event.moduleId()).isNotNull();
          });
    }
    try (RealSystem system = RealSystem.open(repository)) {
      assertThat(system.service().getEventLog(0))
          .extracting(OrchestrationEvent::id)
          .containsAll(heard.stream().map(OrchestrationEvent::id).toList());
    }
  }

  @Test
  void aListenerThatFailsDisturbsNobody() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    AtomicBoolean asked = new AtomicBoolean();
    try (RealSystem system = RealSystem.open(repository);
        AutoCloseable _ =
            system
                .service()
                .subscribe((_, _) -> {
                  asked.set(true);
                  throw new IllegalStateException("a listener on purpose");
                })) {
      system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(asked).isTrue();
    }
  }

  @Test
  void whoListensBeforeASystemIsOpenHearsItsFirstEventsAndCanReadThem() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart");
    var worlds =
        new LocalWorlds(
            repository.data(),
            (_, _) -> RealSystem.config(repository),
            Map.of(),
            InstantSource.system());
    List<String> heard = new CopyOnWriteArrayList<>();
    List<String> readable = new CopyOnWriteArrayList<>();
    try (var service =
            new MailboxOrchestrationService(worlds, InstantSource.system(), new Random(1), false);
        AutoCloseable _ =
            service.subscribe((_, events) -> {
              events.forEach(event -> heard.add(event.type()));
              service.eventsAfter(readable.size(), 0).forEach(event -> readable.add(event.type()));
            })) {
      var _ = service.initializeOrchestrator("shop", repository.root());

      assertThat(heard).startsWith("orchestrator:created", "orchestrator:started");
      assertThat(readable).startsWith("orchestrator:created", "orchestrator:started");
    }
  }

  @Test
  void theOrchestratorsFileTellsWhereItStands() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.worker("cart");
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("cart");
      system.awaitLanded("cart");
      Path file = repository.data().resolve("orchestrators/shop.json");
      system.eventually(
          "the file", () -> Files.readString(file).contains("\"modulesCompleted\" : [ \"cart\" ]"));
      assertThat(file)
          .content()
          .contains("\"modulesPending\" : [ \"till\" ]", "\"activeAgents\" : [ ]");
    }
  }
}
