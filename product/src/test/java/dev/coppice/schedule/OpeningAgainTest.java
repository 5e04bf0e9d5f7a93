package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.LandingId;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import dev.coppice.work.WorkItem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the owner after a killed one takes up first.
class OpeningAgainTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Settings SETTINGS = SimulatedOrchestration.settings(Autonomy.FULL, false);
  private static final ModuleId MONEY = new ModuleId("money");
  private static final AgentId AGENT = new AgentId(new UUID(1, 2));
  private static final ItemId ITEM = new ItemId("item-money");
  private static final LandingId LANDING = new LandingId("l-1");
  private static final Effect DELETION = new Effect.DeleteWorktree(MONEY, true);

  private OrchestratorState state = OrchestratorState.empty();

  private void then(Event... events) {
    for (Event event : events) {
      state = Evolver.evolve(state, event);
    }
  }

  private void thenMoneyIsAboutToLand() {
    then(
        new Event.SystemOpened("id", "ledger", "/srv/l", "main", "/srv/l/.worktrees", START),
        new Event.SettingsRead(SETTINGS),
        new Event.RoadmapRead(SimulatedOrchestration.smallRoadmap()),
        new Event.OwnerStarted(1, false),
        new Event.TargetObserved("aaaa", "aaaatree"),
        new Event.TargetJudged("aaaa", true, null),
        assigned(),
        spawned(1),
        new Event.LandingQueued(LANDING, AGENT, MONEY, "bbbb", true),
        new Event.LandingStarted(LANDING, "aaaa"),
        new Event.LandingBuilt(LANDING, "cccc", "cccctree"),
        new Event.LandingVerified(LANDING, List.of("test")));
  }

  private static Event assigned() {
    return new Event.WorkAssigned(
        "cycle",
        List.of(new WorkItem(ITEM, MONEY, "quick-loop", "", 0, 1, List.of())),
        new ConcurrencyDecision(
            ConcurrencyMode.SEQUENTIAL,
            "one item",
            new ConcurrencyDecision.Factors(false, false, false, 1)));
  }

  private static Event spawned(int generation) {
    return new Event.AgentSpawned(AGENT, ITEM, "mine", generation, 3, START);
  }

  private void thenMoneyLanded() {
    then(
        new Event.Landed(LANDING, AGENT, MONEY, "cccc", "cccctree", List.of("test"), START),
        new Event.AgentCompleted(AGENT, MONEY, START));
  }

  private Decision opened() {
    var open =
        new Message.Open(
            "ledger",
            "/srv/l",
            "main",
            "/srv/l/.worktrees",
            SETTINGS,
            SimulatedOrchestration.smallRoadmap(),
            false);
    return Decider.decide(state, new Envelope(open, START.plusSeconds(1), 7));
  }

  @Test
  void theWorktreeOfWhatLandedIsDeletedByTheNextOwner() {
    thenMoneyIsAboutToLand();
    thenMoneyLanded();
    assertThat(opened().effects()).contains(DELETION);
  }

  @Test
  void aWorktreeThatIsGoneIsNotDeletedAgain() {
    thenMoneyIsAboutToLand();
    thenMoneyLanded();
    then(new Event.WorktreeDeleted(MONEY, "module/money"));
    assertThat(opened().effects()).doesNotContain(DELETION);
  }

  @Test
  void aWorktreeInWhichWorkBeganAgainStays() {
    thenMoneyIsAboutToLand();
    thenMoneyLanded();
    then(assigned(), spawned(2));
    assertThat(opened().effects()).doesNotContain(DELETION);
  }

  @Test
  void aLandingThatWaitedForTheCheckoutIsTriedAtOnce() {
    thenMoneyIsAboutToLand();
    then(new Event.LandingWaits(LANDING, "in the way", List.of("a.txt"), START.plusSeconds(900)));
    Decision decision = opened();
    assertThat(decision.events())
        .filteredOn(event -> event instanceof Event.LandingStarted)
        .containsExactly(new Event.LandingStarted(LANDING, "aaaa"));
    assertThat(decision.effects()).anyMatch(effect -> effect instanceof Effect.BuildCandidate);
  }

  @Test
  void whatMainSaysHasLandedIsNotWorkedAgainByANewLog() {
    Scene scene = Scene.openedByHand(new Given(), "a", "b");
    var _ = scene.take(new Message.LandedBefore(Map.of(new ModuleId("a"), "c0ffee")));
    var _ = scene.take(new Message.LandedBefore(Map.of(new ModuleId("stranger"), "c0ffee")));
    var _ = scene.take(new Message.RunCycle(5));

    assertThat(scene.isAccepted("a")).isTrue();
    assertThat(scene.isLive("a")).isFalse();
    assertThat(scene.isLive("b")).isTrue();
    assertThat(scene.events(Event.FoundLanded.class)).hasSize(1);
  }

  @Test
  void whatOnlyAShutdownEndedIsChosenAgainAfterAResume() {
    Scene scene = Scene.opened(new Given(), "a", "b");
    var _ = scene.terminate(scene.agent("b").id());
    var _ = scene.take(new Message.Shutdown());
    var _ = scene.take(new Message.Resume());
    var _ = scene.take(new Message.RunCycle(5));

    assertThat(scene.isLive("a")).isTrue();
    assertThat(scene.isLive("b")).as("a person ended this one").isFalse();
  }
}
