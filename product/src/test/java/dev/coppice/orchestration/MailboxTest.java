package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.event.Redaction;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo;
import dev.coppice.store.StoredEvent;
import dev.coppice.work.Autonomy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailboxTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00.123456Z");

  /// What happened, in order: committed, published, effect.
  private final List<String> order = new CopyOnWriteArrayList<>();

  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private final MemoryStore store = new MemoryStore(() -> order.add("committed"));
  private boolean breaking;
  private Mailbox mailbox = mailbox();

  private Mailbox mailbox() {
    return new Mailbox(
        store, fold(store.all()), Redaction.SHAPES, () -> NOW, new Random(7), new Turns());
  }

  private final class Turns implements Mailbox.Turns {
    @Override
    public void committed(
        Snapshot snapshot, List<Event> events, List<OrchestrationEvent> published) {
      assertThat(store.lastSeq()).as("durable before it is shown").isEqualTo(snapshot.seq());
      assertThat(mailbox.snapshot()).isSameAs(snapshot);
      heard.addAll(events);
      if (!events.isEmpty()) {
        order.add("published");
      }
      if (breaking) {
        throw new IllegalStateException("a listener breaks");
      }
    }

    @Override
    public void carryOut(Effect effect) {
      order.add(effect.getClass().getSimpleName());
      if (breaking) {
        throw new IllegalStateException("an effect breaks");
      }
    }
  }

  @AfterEach
  void close() {
    mailbox.close();
  }

  private static OrchestratorState fold(List<StoredEvent> events) {
    OrchestratorState state = OrchestratorState.empty();
    for (StoredEvent event : events) {
      state = Evolver.evolve(state, EventCodec.read(event));
    }
    return state;
  }

  private static Message open() {
    return new Message.Open(
        "ledger",
        "/repository",
        "main",
        "/repository/.worktrees",
        SimulatedOrchestration.settings(Autonomy.FULL, false),
        SimulatedOrchestration.smallRoadmap(),
        false);
  }

  private Decision ask(Message message) {
    return mailbox.post(message).orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void aTurnIsCommittedThenPublishedThenCarriedOut() {
    mailbox.start();
    var _ = ask(open());

    await().until(() -> order.size() == 3);
    assertThat(order).containsExactly("committed", "published", "ObserveTarget");
  }

  @Test
  void anAnswerComesWhenItsEventsAreDurableAndShown() {
    mailbox.start();
    CompletableFuture<Long> durable = mailbox.post(open()).thenApply(_ -> mailbox.snapshot().seq());

    assertThat(durable.orTimeout(20, TimeUnit.SECONDS).join())
        .isEqualTo(store.lastSeq())
        .isPositive();
  }

  @Test
  void aStoreThatRefusesChangesNothingAndSaysWhy() {
    mailbox.start();
    var _ = ask(open());
    await().until(() -> order.contains("ObserveTarget"));
    Snapshot before = mailbox.snapshot();
    order.clear();
    store.refuse(1);

    assertThatThrownBy(() -> ask(new Message.Pause()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            OrchestrationException.class,
            refused -> {
              assertThat(refused).hasMessage("The disk is full.");
              assertThat(refused.remedy()).isEqualTo("Free some space.");
              assertThat(refused.kind()).isEqualTo(Refusal.Kind.CONFLICT);
            });
    assertThat(mailbox.snapshot()).isSameAs(before);
    assertThat(order).isEmpty();

    var _ = ask(new Message.Pause());
    assertThat(status()).isEqualTo(SystemInfo.Status.PAUSED);
  }

  private SystemInfo.Status status() {
    return Objects.requireNonNull(mailbox.snapshot().state().system()).status();
  }

  @Test
  void aReportIsOfferedAgainUntilTheStoreTakesIt() {
    mailbox.start();
    var _ = ask(open());
    store.refuse(2);

    Decision decision = ask(new Message.TargetSeen("a".repeat(40), "tree"));

    assertThat(store.refusalsLeft()).isZero();
    assertThat(decision.events()).hasSize(1);
    assertThat(mailbox.snapshot().state().target().commit()).isEqualTo("a".repeat(40));
    assertThat(heard.stream().filter(it -> it instanceof Event.TargetObserved)).hasSize(1);
  }

  @Test
  void manyMessagesInOneDrainAreNumberedWithoutAGap() {
    List<CompletableFuture<Decision>> answers = new ArrayList<>();
    answers.add(mailbox.post(open()));
    for (int i = 0; i < 300; i++) {
      answers.add(mailbox.post(i % 2 == 0 ? new Message.Pause() : new Message.Resume()));
    }
    mailbox.start();
    answers.forEach(answer -> answer.orTimeout(20, TimeUnit.SECONDS).join());

    assertThat(order.stream().filter("committed"::equals).count()).as("drains").isBetween(2L, 50L);
    assertNumbered();
  }

  private void assertNumbered() {
    List<StoredEvent> all = store.all();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).seq()).isEqualTo(i + 1);
    }
    assertThat(mailbox.snapshot().seq()).isEqualTo(all.size());
    assertThat(fold(all).items()).isEqualTo(mailbox.snapshot().state().items());
    assertThat(fold(all).system()).isEqualTo(mailbox.snapshot().state().system());
    assertThat(heard).hasSameSizeAs(all);
  }

  @Test
  void messagesFromManyThreadsAreTakenOneAfterAnother() {
    mailbox.start();
    var _ = ask(open());
    List<CompletableFuture<Decision>> answers = new CopyOnWriteArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 8; thread++) {
        int id = thread;
        var _ =
            threads.submit(() -> {
              for (int i = 0; i < 100; i++) {
                answers.add(
                    mailbox.post(
                        switch ((id + i) % 3) {
                          case 0 -> new Message.Pause();
                          case 1 -> new Message.Resume();
                          default -> new Message.TargetSeen("%040d".formatted(id * 100 + i), "t");
                        }));
              }
            });
      }
    }
    answers.forEach(answer -> answer.orTimeout(20, TimeUnit.SECONDS).join());

    assertThat(answers).hasSize(800);
    assertNumbered();
  }

  @Test
  void aMessageThatCannotBeDecidedHarmsNoOther() {
    mailbox.start();
    var _ = ask(open());
    long before = store.lastSeq();
    Message impossible =
        new Message.ReadAgain(SimulatedOrchestration.settings(Autonomy.FULL, false), nothing());

    assertThatThrownBy(() -> ask(impossible)).isInstanceOf(CompletionException.class);
    assertThat(store.lastSeq()).isEqualTo(before);
    var _ = ask(new Message.Pause());
    assertThat(status()).isEqualTo(SystemInfo.Status.PAUSED);
  }

  @SuppressWarnings("NullAway") // A broken caller.
  private static dev.coppice.roadmap.Roadmap nothing() {
    return null;
  }

  @Test
  void whatBreaksAfterTheCommitLosesNothingOfTheTurn() {
    breaking = true;
    mailbox.start();
    var _ = ask(open());
    var _ = ask(new Message.Pause());

    await().until(() -> order.contains("ObserveTarget"));
    assertThat(status()).isEqualTo(SystemInfo.Status.PAUSED);
  }

  @Test
  void timesAreKeptToTheMillisecondTheyAreStoredWith() {
    mailbox.start();
    var _ = ask(open());

    assertThat(store.all())
        .allSatisfy(
            event -> assertThat(event.at()).isEqualTo(Instant.parse("2026-11-23T08:00:00.123Z")));
    assertThat(fold(store.all()).system()).isEqualTo(mailbox.snapshot().state().system());
  }

  @Test
  void theNextMailboxGoesOnWhereTheLogEnds() {
    mailbox.start();
    var _ = ask(open());
    mailbox.close();
    long before = store.lastSeq();
    mailbox = mailbox();
    mailbox.start();
    var _ = ask(new Message.Pause());

    assertThat(store.lastSeq()).isEqualTo(before + 1);
  }

  @Test
  void progressIsShownAndNotLogged() {
    mailbox.start();
    var _ = ask(open());
    var _ = ask(new Message.TargetSeen("a".repeat(40), "tree"));
    List<String> results = ask(new Message.RunCycle(1)).results();
    AgentId agent = new AgentId(UUID.fromString(results.getLast()));
    long before = store.lastSeq();
    var progress = new LiveProgress(40, "IMPLEMENT", "half", NOW, NOW);

    boolean shown =
        mailbox.note(live -> live.plus(agent, progress)).orTimeout(20, TimeUnit.SECONDS).join();

    assertThat(shown).isTrue();
    assertThat(mailbox.snapshot().live()).containsEntry(agent, progress);
    assertThat(store.lastSeq()).isEqualTo(before);
  }

  @Test
  void afterItsEndNobodyWaitsForAnAnswer() {
    mailbox.start();
    var _ = ask(open());
    mailbox.close();

    assertThatThrownBy(() -> ask(new Message.Pause())).cause().hasMessage("This owner has ended.");
  }
}
