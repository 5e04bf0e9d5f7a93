package dev.coppice.schedule;

import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.LandingId;
import dev.coppice.work.CheckDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The real decisions against a [ScriptedWorld]. Everything that is open in reality (which effect
/// runs first, which report arrives first, what people do and when, when an owner dies) is drawn
/// from one seed, so a run replays exactly.
final class Simulation {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final int MOST_ROUNDS = 150;

  final Random random;
  final ScriptedWorld world;
  final RandomSystem given;
  final List<Event> log = new ArrayList<>();
  final Invariants invariants = new Invariants(this);
  final List<Effect> effects = new ArrayList<>();
  final List<Message> reports = new ArrayList<>();
  private final Map<LandingId, List<CheckDefinition>> verifiedWith = new HashMap<>();
  private final StringBuilder trace = new StringBuilder();
  private final boolean traced;
  private final People people;
  private @Nullable OrchestratorState state;
  private Instant now = START;
  private boolean autopilot;
  int messages;

  /// @param traced whether it can be told afterwards what happened; slow
  Simulation(long seed, boolean traced) {
    this.traced = traced;
    random = new Random(seed);
    world = new ScriptedWorld(random);
    given = new RandomSystem(random);
    people = new People(this);
    autopilot = random.nextInt(4) > 0;
  }

  OrchestratorState state() {
    return Objects.requireNonNull(state);
  }

  String trace() {
    return trace.toString();
  }

  /// A number that is equal for equal logs.
  long logHash() {
    long hash = 7;
    for (Event event : log) {
      hash = 31 * hash + event.toString().hashCode();
    }
    return hash;
  }

  /// A wild life of `steps` steps, then calm until nothing is left to do.
  void run(int steps) {
    open();
    for (int i = 0; i < steps; i++) {
      wildStep();
    }
    calmDown();
    finish();
  }

  private void wildStep() {
    int draw = random.nextInt(100);
    if (draw < 34 && !effects.isEmpty()) {
      carryOutOne();
    } else if (draw < 62 && !reports.isEmpty()) {
      deliverOne();
    } else if (draw < 76 && !world.running().isEmpty()) {
      endOne();
    } else if (draw < 86) {
      tick(Duration.ofMillis(random.nextInt(20_000)));
    } else if (draw < 97) {
      people.act();
    } else if (draw < 99) {
      crash();
    } else {
      stopOwner();
    }
  }

  private void carryOutOne() {
    Effect effect = effects.get(random.nextInt(effects.size()));
    // Effects on the same thing are carried out in order.
    Effect first =
        effects.stream().filter(it -> key(it).equals(key(effect))).findFirst().orElseThrow();
    effects.remove(first);
    List<CheckDefinition> checks =
        first instanceof Effect.AdvanceTarget advance
            ? verifiedWith.getOrDefault(advance.landing(), List.of())
            : List.of();
    reports.addAll(world.carryOut(first, checks));
    invariants.holdInWorld();
  }

  private static String key(Effect effect) {
    return switch (effect) {
      case Effect.CutWorktree it -> "module:" + it.module();
      case Effect.RebaseWorktree it -> "module:" + it.module();
      case Effect.DeleteWorktree it -> "module:" + it.module();
      case Effect.StartAttempt it -> "attempt:" + it.spec().id();
      case Effect.StopAttempt it -> "attempt:" + it.attempt();
      case Effect.BuildCandidate _, Effect.AdvanceTarget _ -> "landing";
      case Effect.ObserveTarget _ -> "target";
      case Effect.Remember _, Effect.TellRoadmap _ -> "others";
    };
  }

  private void deliverOne() {
    take(reports.remove(random.nextInt(reports.size())));
  }

  private void endOne() {
    List<ScriptedWorld.Started> running = world.running();
    ScriptedWorld.Started process = running.get(random.nextInt(running.size()));
    var ended = new Message.AttemptFinished(world.end(process));
    if (state().running().containsKey(process.spec.id())) {
      reports.add(ended); // Nobody watches what the log has an end for.
    }
  }

  void tick(Duration passed) {
    now = now.plus(passed);
    take(new Message.Tick(random.nextInt(50) == 0 ? 0 : 1L << 40));
    take(world.observed());
  }

  /// One message, decided and checked.
  Decision take(Message message) {
    now = now.plusMillis(random.nextInt(1_500));
    messages++;
    OrchestratorState before = state == null ? OrchestratorState.empty() : state;
    Decision decision = Decider.decide(before, new Envelope(message, now, random.nextLong()));
    for (Event event : decision.events()) {
      log.add(event);
      if (event instanceof Event.LandingVerified(var landing, _)) {
        verifiedWith.put(landing, decision.state().readSettings().checks());
      }
    }
    if (traced) {
      trace(message, decision);
    }
    state = decision.state();
    effects.addAll(decision.effects());
    invariants.hold(before, message, decision);
    return decision;
  }

  private void trace(Message message, Decision decision) {
    trace.append('\n').append(now).append(' ').append(brief(message));
    decision.events().forEach(it -> trace.append("\n    ").append(brief(it)));
    decision.effects().forEach(it -> trace.append("\n    -> ").append(brief(it)));
  }

  private static String brief(Object it) {
    String text = it.toString().replace('\n', ' ');
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  void open() {
    take(
        new Message.Open(
            "system", "/repository", "main", "/w", given.settings, given.roadmap, autopilot));
    world.stopStrays(new HashSet<>(state().running().keySet()));
  }

  void readAgain(boolean asAtFirst) {
    take(
        asAtFirst
            ? new Message.ReadAgain(given.settings, given.roadmap)
            : new Message.ReadAgain(given.otherSettings(), given.otherRoadmap()));
  }

  /// The owner dies: what was not carried out yet is lost, and so is what nobody heard of.
  void crash() {
    OrchestratorState before = state();
    effects.clear();
    reports.clear();
    state = invariants.refolded(before);
    trace.append("\n---- the owner died");
    if (random.nextInt(3) == 0) {
      people.push();
    }
    for (ScriptedWorld.Started process : world.running()) {
      if (random.nextInt(3) == 0) {
        var _ = world.end(process);
      }
    }
    open();
  }

  private void stopOwner() {
    take(new Message.StopOwner());
    for (int i = random.nextInt(60); i > 0; i--) {
      int draw = random.nextInt(10);
      if (draw < 4 && !effects.isEmpty()) {
        carryOutOne();
      } else if (draw < 8 && !reports.isEmpty()) {
        deliverOne();
      } else if (draw < 9 && !world.running().isEmpty()) {
        endOne();
      } else {
        people.act();
      }
    }
    crash();
  }

  private void calmDown() {
    trace.append("\n---- calm");
    world.calm();
    readAgain(true);
    autopilot = true;
    crash();
    take(new Message.Resume());
  }

  /// Until nothing moves; then people answer all there is, until they are asked nothing.
  private void finish() {
    Set<String> released = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      settle();
      invariants.holdAtRest();
      if (!state().inbox().isEmpty()) {
        List.copyOf(state().inboxInOrder()).forEach(this::answer);
      } else if (!people.releaseHeld(released)) {
        invariants.holdAtTheEnd();
        return;
      }
    }
    throw new AssertionError("people are asked without end: " + state().inboxInOrder());
  }

  private void answer(InboxItem item) {
    if (state().inbox().containsKey(item.id())) {
      String answer = item.options().isEmpty() ? "go on" : item.options().getFirst();
      take(new Message.Answer(item.id(), answer, "ann"));
      settle();
    }
  }

  private void settle() {
    int quiet = 0;
    for (int i = 0; quiet < 3; i++) {
      if (i > 4_000) {
        throw new AssertionError("it never comes to rest");
      }
      boolean moved = carryOutAll();
      int before = log.size();
      now = now.plus(Duration.ofMinutes(4));
      take(new Message.Tick(1L << 40));
      take(world.observed());
      quiet = moved || log.size() > before ? 0 : quiet + 1;
    }
  }

  /// Whether there was anything.
  private boolean carryOutAll() {
    boolean moved = false;
    while (!effects.isEmpty() || !reports.isEmpty() || !world.running().isEmpty()) {
      moved = true;
      if (!effects.isEmpty() && random.nextBoolean()) {
        carryOutOne();
      } else if (!reports.isEmpty() && random.nextBoolean()) {
        deliverOne();
      } else if (!world.running().isEmpty()) {
        endOne();
      }
    }
    return moved;
  }
}
