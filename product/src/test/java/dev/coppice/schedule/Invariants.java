package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.RoadmapModule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold after every message, whatever happened.
final class Invariants {
  private final Simulation simulation;
  private final Ledger ledger = new Ledger();

  Invariants(Simulation simulation) {
    this.simulation = simulation;
  }

  void hold(OrchestratorState before, Message message, Decision decision) {
    OrchestratorState state = decision.state();
    assertThat(same(fold(before, decision.events()), state)).as("state is the fold").isTrue();
    if (decision.refusal() != null) {
      assertThat(decision.events()).isEmpty();
      assertThat(decision.effects()).isEmpty();
    }
    eachFailureHasOneDecision(decision.events());
    ledger.follow(decision.events());
    nothingNewWhileClosed(before, message, decision);
    if (!state.isOpen()) {
      return;
    }
    budgetsHold(state);
    oneAttemptEach(state);
    liveIsNotEnded(state);
    slotsHold(before, decision);
    countsHold(state);
    state.liveAgents().forEach(agent -> someoneMoves(state, agent));
    state.landingsInOrder().forEach(landing -> someoneMoves(state, landing));
    inboxHolds(state);
    assertThat(state.landings().values())
        .as("no agent works what a person lands")
        .noneMatch(it -> it.agent() == null && state.live().containsKey(it.module()));
    assertThat(state.landings().values().stream().filter(Landing::holdsLane).count())
        .as("landings in the lane")
        .isLessThan(2);
  }

  private static OrchestratorState fold(OrchestratorState from, List<Event> events) {
    OrchestratorState state = from;
    for (Event event : events) {
      state = Evolver.evolve(state, event);
    }
    return state;
  }

  /// The whole log once more.
  OrchestratorState refolded(OrchestratorState expected) {
    OrchestratorState folded = fold(OrchestratorState.empty(), simulation.log);
    assertThat(same(folded, expected)).as("I7: the log folds to the state").isTrue();
    return folded;
  }

  private static boolean same(OrchestratorState a, OrchestratorState b) {
    return a.roadmap().roadmap().equals(b.roadmap().roadmap()) && parts(a).equals(parts(b));
  }

  private static List<Object> parts(OrchestratorState it) {
    return List.of(
        String.valueOf(it.system()),
        java.util.Optional.ofNullable(it.settings()),
        it.target(),
        it.agents(),
        it.spawnOrder(),
        it.items(),
        it.itemOrder(),
        it.live(),
        it.accepted(),
        it.landings(),
        it.landingOrder(),
        it.inbox(),
        it.held(),
        it.running(),
        it.departing(),
        it.greenTrees(),
        it.occupancy(),
        it.tally());
  }

  private static void eachFailureHasOneDecision(List<Event> events) {
    AgentId failed = null;
    for (Event event : events) {
      if (event instanceof Event.AgentFailed(var agent, _)) {
        assertThat(failed).as("I6: a failure without a decision").isNull();
        failed = agent;
      }
      if (event instanceof Event.FailureDecided(var agent, _, _, _)) {
        assertThat(agent).as("I6: a decision without a failure").isEqualTo(failed);
        failed = null;
      }
    }
    assertThat(failed).as("I6: a failure without a decision").isNull();
  }

  private static void nothingNewWhileClosed(
      OrchestratorState before, Message message, Decision decision) {
    if (!before.isOpen() || message instanceof Message.Open || message instanceof Message.Resume) {
      return;
    }
    boolean stopping = before.openSystem().stopping();
    if (stopping || before.openSystem().status() != SystemInfo.Status.ACTIVE) {
      assertThat(decision.events())
          .as("I10: nothing new while closed")
          .noneMatch(event -> event instanceof Event.AgentSpawned);
    }
    boolean shutDown = decision.state().openSystem().status() == SystemInfo.Status.TERMINATED;
    if (stopping || shutDown) {
      assertThat(decision.effects())
          .as("I10: no agent goes on once stopped")
          .noneMatch(effect ->
              effect instanceof Effect.CutWorktree
                  || effect instanceof Effect.RebaseWorktree
                  || (effect instanceof Effect.StartAttempt(var spec)
                      && (stopping || spec instanceof dev.coppice.agent.AttemptSpec.AgentAttempt)));
    }
  }

  private static void budgetsHold(OrchestratorState state) {
    for (Item item : state.items().values()) {
      assertThat(item.repeats())
          .as("I6: repeats of %s", item.work().id())
          .isLessThanOrEqualTo(item.budget());
    }
  }

  private static void oneAttemptEach(OrchestratorState state) {
    Set<ModuleId> modules = new HashSet<>();
    boolean landingTree = false;
    for (Running running : state.running().values()) {
      switch (running) {
        case Running.OfAgent(var agent) ->
            assertThat(modules.add(state.agent(agent).module())).as("I1: one attempt").isTrue();
        case Running.OfCheck check -> {
          ModuleId module = check.spec().module();
          assertThat(module == null ? !landingTree : modules.add(module))
              .as("I1: one command in one worktree, not %s", state.running())
              .isTrue();
          landingTree |= module == null;
        }
      }
    }
  }

  private static void liveIsNotEnded(OrchestratorState state) {
    for (Agent agent : state.agents().values()) {
      assertThat(agent.status().isEnded())
          .as("agent %s is ended or live", agent)
          .isEqualTo(!agent.id().equals(state.live().get(agent.module())));
      assertThat(agent.status().isEnded()).isEqualTo(agent.stage() instanceof Stage.Ended);
    }
    if (state.openSystem().status() == SystemInfo.Status.TERMINATED) {
      assertThat(state.liveAgents())
          .as("who is live after a shutdown is landing this moment")
          .allMatch(agent ->
              agent.stage() instanceof Stage.ToLand(var landing)
                  && state.landing(landing).step() instanceof Landing.Step.Advancing);
    }
  }

  private static void slotsHold(OrchestratorState before, Decision decision) {
    long now = decision.state().liveAgents().stream().filter(Slots::isAtWork).count();
    long then = before.liveAgents().stream().filter(Slots::isAtWork).count();
    assertThat(now)
        .as("agents at work")
        .isLessThanOrEqualTo(Math.max(then, WorkDecider.most(decision.state().readSettings())));
  }

  /// What is counted as it changes is what a count over everything gives.
  private static void countsHold(OrchestratorState state) {
    List<Agent> live = state.liveAgents();
    Occupancy kept = state.occupancy();
    assertThat(kept.slots()).isEqualTo((int) live.stream().filter(Agent::holdsSlot).count());
    assertThat(kept.atWork()).isEqualTo((int) live.stream().filter(Slots::isAtWork).count());
    assertThat(kept.starting())
        .containsExactlyInAnyOrderElementsOf(
            live.stream()
                .filter(agent -> agent.stage() instanceof Stage.Starting)
                .map(Agent::id)
                .toList());
    assertThat(kept.idle())
        .containsExactlyInAnyOrderElementsOf(
            live.stream().filter(Slots::isIdle).map(Agent::id).toList());
    assertThat(kept.inLandingTree())
        .isEqualTo(
            (int)
                state.running().values().stream()
                    .filter(it -> it instanceof Running.OfCheck check && check.inLandingTree())
                    .count());
  }

  /// Every live agent waits for something that will come.
  private void someoneMoves(OrchestratorState state, Agent agent) {
    boolean moves =
        switch (agent.stage()) {
          case Stage.Starting _, Stage.Interrupted _, Stage.Waiting _ -> true; // A tick.
          case Stage.Cutting _ ->
              simulation.effects.stream()
                      .anyMatch(it ->
                          it instanceof Effect.CutWorktree cut && cut.agent().equals(agent.id()))
                  || reported(agent.id());
          case Stage.Rebasing _ ->
              simulation.effects.stream()
                      .anyMatch(it ->
                          it instanceof Effect.RebaseWorktree rebase
                              && rebase.agent().equals(agent.id()))
                  || reported(agent.id());
          case Stage.SettingUp(var step, _) -> step == null || runs(step.id());
          case Stage.Gating(_, _, _, var check, _) -> check == null || runs(check.id());
          case Stage.Working(var attempt, _) -> runs(attempt.id());
          case Stage.Asking(var inbox) -> state.inbox().containsKey(inbox);
          case Stage.ToLand(var landing) -> {
            Landing queued = state.landings().get(landing);
            yield queued != null && agent.id().equals(queued.agent());
          }
          case Stage.Ended _ -> false;
        };
    assertThat(moves).as("something moves %s", agent).isTrue();
    boolean blocked =
        switch (agent.stage()) {
          case Stage.Asking _ -> true;
          case Stage.ToLand(var landing) ->
              !(state.landing(landing).step() instanceof Landing.Step.Queued)
                  && !state.landing(landing).holdsLane();
          default -> false;
        };
    if (blocked || !(agent.stage() instanceof Stage.ToLand)) {
      assertThat(agent.status() == AgentStatus.BLOCKED).as("%s", agent).isEqualTo(blocked);
    }
  }

  private boolean reported(AgentId agent) {
    return simulation.reports.stream()
        .anyMatch(it ->
            switch (it) {
              case Message.WorktreeReady ready -> ready.agent().equals(agent);
              case Message.WorktreeFailed failed -> failed.agent().equals(agent);
              case Message.RebaseDone done -> done.agent().equals(agent);
              default -> false;
            });
  }

  private boolean runs(AttemptId id) {
    ScriptedWorld.Started process = simulation.world.processes.get(id);
    return (process != null && process.runs())
        || simulation.effects.stream()
            .anyMatch(it -> it instanceof Effect.StartAttempt(var spec) && spec.id().equals(id))
        || simulation.reports.stream()
            .anyMatch(
                it -> it instanceof Message.AttemptFinished(var result) && result.id().equals(id));
  }

  private void someoneMoves(OrchestratorState state, Landing landing) {
    boolean moves =
        switch (landing.step()) {
          case Landing.Step.Queued _ -> true;
          case Landing.Step.AwaitingApproval _ ->
              state.inbox().values().stream()
                  .anyMatch(
                      item -> item.agentId() != null && item.agentId().equals(landing.agent()));
          case Landing.Step.Waits _ ->
              state.inbox().values().stream()
                  .anyMatch(item -> item.about().equals("landing:" + landing.id()));
          case Landing.Step.Checking(_, _, _, var check, _) -> check == null || runs(check.id());
          case Landing.Step.Building _ ->
              simulation.effects.stream()
                      .anyMatch(it ->
                          it instanceof Effect.BuildCandidate build
                              && build.landing().equals(landing.id()))
                  || reported(landing.id());
          case Landing.Step.Advancing _ ->
              simulation.effects.stream()
                      .anyMatch(it ->
                          it instanceof Effect.AdvanceTarget advance
                              && advance.landing().equals(landing.id()))
                  || reported(landing.id());
        };
    assertThat(moves).as("something moves %s", landing).isTrue();
  }

  private boolean reported(LandingId landing) {
    return simulation.reports.stream()
        .anyMatch(it ->
            switch (it) {
              case Message.CandidateBuilt(var id, _, _) -> id.equals(landing);
              case Message.CandidateConflicts(var id, _, _) -> id.equals(landing);
              case Message.CandidateEmpty(var id) -> id.equals(landing);
              case Message.TargetAdvanced(var id) -> id.equals(landing);
              case Message.TargetMoved(var id, _, _) -> id.equals(landing);
              case Message.AdvanceBlocked(var id, _, _) -> id.equals(landing);
              case Message.LandingBroke(var id, _) -> id.equals(landing);
              default -> false;
            });
  }

  private static void inboxHolds(OrchestratorState state) {
    Set<String> about = new HashSet<>();
    for (Map.Entry<InboxId, InboxItem> entry : state.inbox().entrySet()) {
      InboxItem item = entry.getValue();
      assertThat(about.add(item.about())).as("asked twice: %s", item).isTrue();
      if (item.agentId() != null) {
        Agent agent = state.agent(item.agentId());
        assertThat(
                agent.stage().equals(new Stage.Asking(item.id()))
                    || agent.stage() instanceof Stage.ToLand)
            .as("%s still asks %s", agent, item)
            .isTrue();
      }
      if (item.about().startsWith(InboxDecider.ABOUT_ENVIRONMENT)) {
        assertThat(state.liveAgents())
            .as("somebody waits for %s", item)
            .anyMatch(agent -> agent.stage().equals(new Stage.Asking(item.id())));
      }
      if (item.about().startsWith("landing:")) {
        assertThat(state.landings())
            .as("%s", item)
            .containsKey(new LandingId(item.about().substring("landing:".length())));
      }
    }
  }

  void holdInWorld() {
    assertThat(simulation.world.broken).as("what the world saw").isEmpty();
  }

  /// Nothing is under way and no time will help: whoever is live waits for a person.
  void holdAtRest() {
    OrchestratorState state = simulation.state();
    assertThat(state.running()).as("at rest").isEmpty();
    if (state.inbox().isEmpty()) {
      assertThat(state.live()).as("nobody is wanted and nothing moves").isEmpty();
      assertThat(state.landings()).as("nobody is wanted and nothing lands").isEmpty();
    }
  }

  /// Everything was accepted, or a person closed it, or it needs something a person closed.
  void holdAtTheEnd() {
    OrchestratorState state = simulation.state();
    for (RoadmapModule module : state.roadmap().modules()) {
      boolean waits =
          module.dependsOn().stream().anyMatch(need -> !state.isComplete(need.module()));
      assertThat(state.isComplete(module.id()) || state.held().containsKey(module.id()) || waits)
          .as("module %s is accepted, held or waiting", module.id())
          .isTrue();
    }
    for (Item item : state.items().values()) {
      assertThat(item.standing())
          .as("item of %s", item.work().moduleId())
          .isIn(Item.Standing.COMPLETED, Item.Standing.FAILED);
    }
    refolded(state);
  }
}
