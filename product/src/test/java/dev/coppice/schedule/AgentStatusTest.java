package dev.coppice.schedule;

import static dev.coppice.agent.AgentStatus.ACTIVE;
import static dev.coppice.agent.AgentStatus.BLOCKED;
import static dev.coppice.agent.AgentStatus.COMPLETED;
import static dev.coppice.agent.AgentStatus.FAILED;
import static dev.coppice.agent.AgentStatus.RETRYING;
import static dev.coppice.agent.AgentStatus.SPAWNING;
import static dev.coppice.agent.AgentStatus.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The states an agent goes through, as readers see them.
final class AgentStatusTest {
  private static final Map<AgentStatus, Set<AgentStatus>> NEXT =
      Map.of(
          SPAWNING, EnumSet.of(ACTIVE, BLOCKED, RETRYING, FAILED, TERMINATED),
          ACTIVE, EnumSet.of(BLOCKED, RETRYING, COMPLETED, FAILED, TERMINATED),
          BLOCKED, EnumSet.of(ACTIVE, RETRYING, COMPLETED, FAILED, TERMINATED),
          RETRYING, EnumSet.of(ACTIVE, BLOCKED, FAILED, TERMINATED),
          COMPLETED, EnumSet.noneOf(AgentStatus.class),
          FAILED, EnumSet.noneOf(AgentStatus.class),
          TERMINATED, EnumSet.noneOf(AgentStatus.class));

  private static List<AgentStatus> statuses(Scene scene, AgentId id) {
    List<AgentStatus> seen = new ArrayList<>();
    OrchestratorState state = OrchestratorState.empty();
    for (Event event : scene.log) {
      state = Evolver.evolve(state, event);
      Agent agent = state.agents().get(id);
      if (agent != null && (seen.isEmpty() || seen.getLast() != agent.status())) {
        seen.add(agent.status());
      }
    }
    return seen;
  }

  @Test
  void aGoodAgentSpawnsWorksAndCompletes() {
    Scene scene = Scene.opened(new Given(), "a");
    AgentId id = scene.agent("a").id();
    var _ = scene.done("a");

    assertThat(statuses(scene, id)).containsExactly(SPAWNING, ACTIVE, COMPLETED);
  }

  @Test
  void itIsActiveInTheLandingLaneAndBlockedWhileAPersonIsAsked() {
    Given given = new Given();
    given.approve = true;
    Scene scene = Scene.opened(given, "a");
    AgentId id = scene.agent("a").id();
    var _ = scene.done("a");
    assertThat(scene.agent("a").phase()).isEqualTo("LAND");
    var _ = scene.answer(InboxKind.LANDING, "land");

    assertThat(statuses(scene, id)).containsExactly(SPAWNING, ACTIVE, BLOCKED, ACTIVE, COMPLETED);
  }

  @Test
  void itRetriesAndThenFailsInFavourOfAFreshOne() {
    Given given = new Given();
    given.maxRetries = 1;
    Scene scene = Scene.opened(given, "a");
    AgentId id = scene.agent("a").id();
    scene.end("a", End.FAILED);
    scene.tick(Duration.ofMinutes(1));
    scene.end("a", End.IDLE);

    assertThat(statuses(scene, id)).containsExactly(SPAWNING, ACTIVE, RETRYING, ACTIVE, FAILED);
    assertThat(scene.lastAgent("a").id()).isNotEqualTo(id);
  }

  @Test
  void everyTurnOfTheStatusInManyLivesIsOneOfTheMachine() {
    Set<List<AgentStatus>> turns = new HashSet<>();
    for (long seed = 1_000; seed < 1_020; seed++) {
      Simulation simulation = new Simulation(seed, false);
      simulation.run(200);
      turns.addAll(turns(simulation.log));
    }

    assertThat(turns)
        .allSatisfy(turn -> assertThat(NEXT.get(turn.getFirst())).contains(turn.getLast()));
    assertThat(turns).hasSizeGreaterThan(10);
  }

  private static Set<List<AgentStatus>> turns(List<Event> log) {
    Set<List<AgentStatus>> turns = new HashSet<>();
    Map<AgentId, AgentStatus> before = new HashMap<>();
    OrchestratorState state = OrchestratorState.empty();
    for (Event event : log) {
      state = Evolver.evolve(state, event);
      for (Agent agent : state.agents().values()) {
        AgentStatus was = before.put(agent.id(), agent.status());
        if (was != null && was != agent.status()) {
          turns.add(List.of(was, agent.status()));
        }
      }
    }
    return turns;
  }
}
