package dev.coppice.schedule;

import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxId;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.work.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One turn while it is being decided: what was emitted so far, and the state as it stands with it.
/// Mutable, but never seen outside of one `decide`.
final class Turn {
  private final Instant now;
  private final SplittableRandom random;
  private final List<Event> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private OrchestratorState state;
  private @Nullable Refusal refusal;
  private boolean swept;

  Turn(OrchestratorState state, Instant now, long seed) {
    this.state = state;
    this.now = now;
    this.random = new SplittableRandom(seed);
  }

  OrchestratorState state() {
    return state;
  }

  Settings settings() {
    return state.readSettings();
  }

  Instant now() {
    return now;
  }

  void emit(Event event) {
    events.add(event);
    state = Evolver.evolve(state, event);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /// What the caller of a command gets back.
  void result(String result) {
    results.add(result);
  }

  void refuse(Refusal.Kind kind, String message, String remedy) {
    refusal = new Refusal(kind, message, remedy);
  }

  /// Whether everything that waits should be looked at again, not only what this message names.
  boolean isSwept() {
    return swept;
  }

  void sweep() {
    swept = true;
  }

  boolean changedAnything() {
    return !events.isEmpty();
  }

  /// Whether new work may be possible that was not before. Frequent events that never make room are
  /// left out, since looking for work goes through the whole roadmap.
  boolean mayHaveFreedSomething() {
    return events.stream()
        .anyMatch(event ->
            !(event instanceof Event.AttemptStarted
                || event instanceof Event.AttemptIntended
                || event instanceof Event.CutIntended
                || event instanceof Event.WorktreeCut
                || event instanceof Event.WorktreeDeleted
                || event instanceof Event.CheckIntended
                || event instanceof Event.CheckDropped));
  }

  /// A version 4 UUID from the seed.
  UUID uuid() {
    long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x0000000000004000L;
    long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  AttemptId attemptId(ModuleId module, String kind) {
    String stem = module.slug().replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String readable = stem.isEmpty() ? "m" : stem.substring(0, Math.min(stem.length(), 40));
    return new AttemptId(readable.replaceAll("-+$", "") + "-" + kind + "-" + hex(10));
  }

  LandingId landingId() {
    return new LandingId("l-" + hex(10));
  }

  InboxId inboxId() {
    InboxId id = new InboxId("q-" + hex(4));
    while (state.inbox().containsKey(id)) {
      id = new InboxId("q-" + hex(4));
    }
    return id;
  }

  double fraction() {
    return random.nextDouble();
  }

  private String hex(int digits) {
    return String.format("%016x", random.nextLong()).substring(0, digits);
  }

  Decision done(OrchestratorState before) {
    if (refusal != null) {
      return new Decision(before, List.of(), List.of(), refusal, List.of());
    }
    return new Decision(state, events, effects, null, results);
  }
}
