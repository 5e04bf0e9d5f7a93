package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.work.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One system and a world that does what it is asked, step by step: attempts of agents end when the
/// test says so, everything else succeeds at once unless its kind is held back.
final class Scene {
  final List<Event> log = new ArrayList<>();
  final List<Effect> heldBack = new ArrayList<>();
  final Set<String> redCommits = new HashSet<>();
  private final Set<Class<? extends Effect>> holding = new HashSet<>();
  private final Queue<Effect> effects = new ArrayDeque<>();
  OrchestratorState state = OrchestratorState.empty();
  Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private Settings settings;
  private Roadmap roadmap;
  private long seed;
  private int commits;

  Scene(Settings settings, Roadmap roadmap) {
    this.settings = settings;
    this.roadmap = roadmap;
  }

  static Scene opened(Given given, String... modules) {
    return new Scene(given.settings(), Given.roadmap(modules)).open(true);
  }

  static Scene openedByHand(Given given, String... modules) {
    return new Scene(given.settings(), Given.roadmap(modules)).open(false);
  }

  Scene open(boolean autopilot) {
    var _ = take(new Message.Open("sys", "/r", "main", "/w", settings, roadmap, autopilot));
    return this;
  }

  /// The process dies; what it had not carried out is lost. The next one opens.
  void restart(boolean autopilot) {
    effects.clear();
    heldBack.clear();
    OrchestratorState folded = OrchestratorState.empty();
    for (Event event : log) {
      folded = Evolver.evolve(folded, event);
    }
    state = folded;
    open(autopilot);
  }

  void reread(Settings other, Roadmap otherRoadmap) {
    settings = other;
    roadmap = otherRoadmap;
    var _ = take(new Message.ReadAgain(other, otherRoadmap));
  }

  Scene holding(Class<? extends Effect> kind) {
    holding.add(kind);
    return this;
  }

  /// Decides on a message and carries out what follows.
  Decision take(Message message) {
    Decision decision = decide(message);
    while (!effects.isEmpty()) {
      Effect effect = effects.remove();
      if (holding.contains(effect.getClass())) {
        heldBack.add(effect);
      } else {
        react(effect);
      }
    }
    return decision;
  }

  private Decision decide(Message message) {
    Decision decision = Decider.decide(state, new Envelope(message, now, ++seed));
    state = decision.state();
    log.addAll(decision.events());
    effects.addAll(decision.effects());
    return decision;
  }

  private void react(Effect effect) {
    switch (effect) {
      case Effect.CutWorktree cut ->
          decide(
              new Message.WorktreeReady(
                  cut.agent(), "/w/" + cut.module(), "module/" + cut.module(), cut.base(), "mem"));
      case Effect.RebaseWorktree rebase ->
          decide(
              new Message.RebaseDone(
                  rebase.agent(), commit("rebased"), state.target().commit(), List.of()));
      case Effect.StartAttempt(var spec) -> {
        if (spec instanceof CommandAttempt command) {
          boolean red = redCommits.contains(command.commit());
          decide(finished(command.id(), red ? End.FAILED : End.CLAIMED_DONE));
        } else {
          decide(new Message.AttemptRuns(spec.id(), 7));
        }
      }
      case Effect.StopAttempt(var attempt, _) -> {
        if (state.running().containsKey(attempt)) {
          decide(finished(attempt, End.STOPPED));
        }
      }
      case Effect.ObserveTarget _ -> {
        if (state.target().commit().isEmpty()) {
          decide(new Message.TargetSeen(commit("target"), "tree-0"));
        }
      }
      case Effect.BuildCandidate build -> {
        String candidate = commit("candidate");
        decide(new Message.CandidateBuilt(build.landing(), candidate, "tree of " + candidate));
      }
      case Effect.AdvanceTarget advance -> decide(new Message.TargetAdvanced(advance.landing()));
      case Effect.DeleteWorktree(var module, _) ->
          decide(new Message.WorktreeGone(module, "module/" + module));
      case Effect.Remember _, Effect.TellRoadmap _ -> {
        // Nothing comes back.
      }
    }
  }

  String commit(String kind) {
    return "%s-%030d".formatted(kind, ++commits);
  }

  static Message finished(AttemptId id, End end) {
    return finished(id, end, null, List.of());
  }

  static Message finished(
      AttemptId id, End end, AttemptResult.@Nullable Work work, List<String> delivered) {
    AttemptResult.Question question =
        end == End.ASKED ? new AttemptResult.Question("Which rounding?", List.of()) : null;
    return new Message.AttemptFinished(
        new AttemptResult(id, end, 1, null, question, work, delivered, "boom in line 12", 5));
  }

  void tick(Duration passed) {
    now = now.plus(passed);
    var _ = take(new Message.Tick(1L << 40));
  }

  Agent agent(String module) {
    return Objects.requireNonNull(
        state.agents().get(Objects.requireNonNull(state.live().get(new ModuleId(module)))));
  }

  /// The newest agent of a module, live or not.
  Agent lastAgent(String module) {
    return state.agentsInOrder().reversed().stream()
        .filter(agent -> agent.module().value().equals(module))
        .findFirst()
        .orElseThrow();
  }

  Item item(String module) {
    return state.itemOf(lastAgent(module));
  }

  AgentAttempt attempt(String module) {
    if (agent(module).stage() instanceof Stage.Working(var spec, _)) {
      return spec;
    }
    throw new AssertionError("agent of %s does not work: %s".formatted(module, agent(module)));
  }

  boolean isLive(String module) {
    return state.live().containsKey(new ModuleId(module));
  }

  boolean isAccepted(String module) {
    return state.isComplete(new ModuleId(module));
  }

  /// The attempt of a module ends without work.
  void end(String module, End end) {
    var _ = take(finished(attempt(module).id(), end));
  }

  /// The attempt of a module claims to be done, with a commit of its own and all documents.
  String done(String module) {
    AgentAttempt attempt = attempt(module);
    String commit = commit("work");
    var work = new AttemptResult.Work(commit, "tree of " + commit, 1, 1, 0);
    var _ = take(finished(attempt.id(), End.CLAIMED_DONE, work, attempt.wanted()));
    return commit;
  }

  /// The same, but every check on it is red.
  void doneRed(String module) {
    AgentAttempt attempt = attempt(module);
    String commit = commit("red");
    redCommits.add(commit);
    var work = new AttemptResult.Work(commit, "tree of " + commit, 1, 1, 0);
    var _ = take(finished(attempt.id(), End.CLAIMED_DONE, work, attempt.wanted()));
  }

  /// It claims to be done and changed nothing.
  void doneEmpty(String module) {
    AgentAttempt attempt = attempt(module);
    var work = new AttemptResult.Work(attempt.base(), "tree", 0, 0, 0);
    var _ = take(finished(attempt.id(), End.CLAIMED_DONE, work, List.of()));
  }

  InboxItem asked(InboxKind kind) {
    return state.inboxInOrder().stream()
        .filter(item -> item.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody is asked: " + state.inboxInOrder()));
  }

  Decision answer(InboxKind kind, String answer) {
    return take(new Message.Answer(asked(kind).id(), answer, "ann"));
  }

  Decision spawn(String module) {
    return take(new Message.Spawn(new ModuleId(module), null, null, null));
  }

  Decision terminate(AgentId agent) {
    return take(new Message.Terminate(agent));
  }

  void targetMoves() {
    String tip = commit("pushed");
    var _ = take(new Message.TargetSeen(tip, "tree of " + tip));
  }

  <E extends Event> List<E> events(Class<E> type) {
    return log.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <E extends Effect> E held(Class<E> type) {
    return heldBack.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  int liveAgents() {
    return state.live().size();
  }
}
