package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.event.Redaction;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Decider;
import dev.coppice.schedule.Decision;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Envelope;
import dev.coppice.schedule.Evolver;
import dev.coppice.schedule.LiveProgress;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.MessageRedaction;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.store.EventStore;
import dev.coppice.store.StoreException;
import dev.coppice.store.StoredEvent;
import dev.coppice.view.PublishedEvents;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The one writer.
///
/// Commands, reports and time arrive from any thread and wait in a queue. One thread drains what
/// waits and takes a turn: each message is decided on the state the one before it left; all their
/// events are committed in one transaction; then the new snapshot is published, then callers get
/// their answers, then effects start. In that order: nothing is shown that is not durable, and no
/// effect starts whose intent could be lost. When the commit fails nothing has happened: the state
/// stays, commands are refused with the reason, and reports wait and are offered again, since the
/// outcome of an effect must not get lost.
///
/// State needs no lock because only this thread replaces it; readers take the latest snapshot.
final class Mailbox implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Mailbox.class.getName());
  private static final int MOST_AT_ONCE = 256;
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 500;

  /// What hears of each turn, on the mailbox's thread.
  interface Turns {
    void committed(Snapshot snapshot, List<Event> events, List<OrchestrationEvent> published);

    void carryOut(Effect effect);
  }

  private sealed interface Post {}

  private record Decide(Message message, CompletableFuture<Decision> answer) implements Post {}

  private record Note(
      UnaryOperator<PMap<AgentId, LiveProgress>> change, CompletableFuture<Boolean> shown)
      implements Post {}

  private record Stop() implements Post {}

  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final EventStore store;
  private final Redaction redaction;
  private final InstantSource clock;
  private final RandomGenerator seeds;
  private final Turns turns;
  private final Thread thread;
  private OrchestratorState state;
  private PMap<AgentId, LiveProgress> live = HashTreePMap.empty();
  private long seq;
  private volatile Snapshot snapshot;
  private volatile boolean ended;

  Mailbox(
      EventStore store,
      OrchestratorState state,
      Redaction redaction,
      InstantSource clock,
      RandomGenerator seeds,
      Turns turns) {
    this.store = store;
    this.state = state;
    this.redaction = redaction;
    this.clock = clock;
    this.seeds = seeds;
    this.turns = turns;
    this.seq = store.lastSeq();
    this.snapshot = new Snapshot(state, live, seq, now());
    this.thread = Thread.ofPlatform().name("orchestrator").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /// The answer comes when the message's events are committed. Nothing gets in but through here, so
  /// here secrets are left out.
  CompletableFuture<Decision> post(Message message) {
    var answer = new CompletableFuture<Decision>();
    try {
      add(new Decide(MessageRedaction.redact(message, redaction), answer));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /// Changes what is shown but not logged; the answer comes when readers see it.
  CompletableFuture<Boolean> note(UnaryOperator<PMap<AgentId, LiveProgress>> change) {
    var shown = new CompletableFuture<Boolean>();
    add(new Note(change, shown));
    return shown;
  }

  private void add(Post post) {
    posts.add(post);
    if (ended) {
      leave();
    }
  }

  /// Nobody waits for an answer of an orchestrator that has ended.
  private void leave() {
    var gone =
        new OrchestrationException(
            Refusal.Kind.CONFLICT, "This owner has ended.", "Open the system again.");
    for (Post post = posts.poll(); post != null; post = posts.poll()) {
      switch (post) {
        case Decide decide -> decide.answer.completeExceptionally(gone);
        case Note note -> note.shown.completeExceptionally(gone);
        case Stop _ -> {
          // It has.
        }
      }
    }
  }

  private void run() {
    List<Post> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(posts.take());
        posts.drainTo(batch, MOST_AT_ONCE);
        if (!turn(batch)) {
          return;
        }
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      leave();
    }
  }

  private boolean turn(List<Post> batch) throws InterruptedException {
    var turn = new Gathered(state, now());
    List<Decide> asked = new ArrayList<>();
    List<Note> noted = new ArrayList<>();
    boolean goOn = true;
    for (Post post : batch) {
      switch (post) {
        case Decide decide -> {
          asked.add(decide);
          turn.decide(decide);
        }
        case Note note -> {
          live = note.change.apply(live);
          noted.add(note);
        }
        case Stop _ -> goOn = false;
      }
    }
    try {
      store.append(turn.events);
    } catch (StoreException e) {
      LOG.log(Level.ERROR, "{0} {1}", e.what(), e.remedy());
      refuse(asked, e);
      noted.forEach(note -> note.shown.complete(false));
      Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
      return goOn;
    }
    state = turn.after;
    seq += turn.events.size();
    if (!turn.events.isEmpty()) {
      forgetEnded();
    }
    if (!noted.isEmpty() || !turn.events.isEmpty()) {
      snapshot = new Snapshot(state, live, seq, turn.at);
      Snapshot shown = snapshot;
      guarded("publishing", () -> turns.committed(shown, turn.logged, turn.published));
    }
    turn.answer();
    noted.forEach(note -> note.shown.complete(true));
    turn.effects.forEach(effect -> guarded("an effect", () -> turns.carryOut(effect)));
    return goOn;
  }

  /// What is committed has happened: whatever breaks afterwards, the rest of the turn follows.
  private static void guarded(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, what + " broke", e);
    }
  }

  /// What an agent said of itself goes with it.
  private void forgetEnded() {
    for (AgentId id : live.keySet()) {
      Agent agent = state.agents().get(id);
      if (agent == null || agent.status().isEnded()) {
        live = live.minus(id);
      }
    }
  }

  private void refuse(List<Decide> asked, StoreException e) {
    for (Decide decide : asked) {
      if (decide.message instanceof Message.Command) {
        var refusal = new OrchestrationException(Refusal.Kind.CONFLICT, e.what(), e.remedy());
        refusal.initCause(e);
        decide.answer.completeExceptionally(refusal);
      } else if (!(decide.message instanceof Message.Tick)) {
        posts.add(decide);
      }
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// One turn while it is gathered: nothing of it counts until its events are committed.
  private final class Gathered {
    private final Instant at;
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Event> logged = new ArrayList<>();
    private final List<OrchestrationEvent> published = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Runnable> answers = new ArrayList<>();
    private OrchestratorState after;

    Gathered(OrchestratorState before, Instant at) {
      this.after = before;
      this.at = at;
    }

    void decide(Decide post) {
      try {
        decided(post, Decider.decide(after, new Envelope(post.message, at, seeds.nextLong())));
      } catch (RuntimeException e) {
        // A message that cannot be decided must not take the orchestrator with it.
        LOG.log(Level.ERROR, "could not decide on " + post.message.getClass().getSimpleName(), e);
        answers.add(() -> post.answer.completeExceptionally(e));
      }
    }

    /// All of a decision or, when something in it breaks, nothing.
    private void decided(Decide post, Decision decision) {
      List<StoredEvent> stored = new ArrayList<>();
      List<OrchestrationEvent> shown = new ArrayList<>();
      // Published as a later reading of the log publishes it: each event with the state around it.
      OrchestratorState before = after;
      for (Event event : decision.events()) {
        long number = seq + events.size() + stored.size() + 1;
        OrchestratorState then = Evolver.evolve(before, event);
        stored.add(EventCodec.store(number, at, event));
        shown.addAll(PublishedEvents.of(number, at, event, before, then));
        before = then;
      }
      events.addAll(stored);
      logged.addAll(decision.events());
      published.addAll(shown);
      after = decision.state();
      effects.addAll(decision.effects());
      answers.add(() -> post.answer.complete(decision));
    }

    void answer() {
      answers.forEach(Runnable::run);
    }
  }

  /// Takes the turns that wait, then ends.
  @Override
  public void close() {
    posts.add(new Stop());
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
