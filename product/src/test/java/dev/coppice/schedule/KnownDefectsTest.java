package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.LeverageScore;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Mistakes that programs of this kind are known for, each once.
final class KnownDefectsTest {
  private static final ModuleId MONEY = new ModuleId("money");

  @Test
  void theBestModuleIsChosenWhereverItStandsInTheRoadmap() {
    // "top" unlocks three others; it stands last.
    Scene scene =
        Scene.openedByHand(new Given(), "low1", "low2", "low3", "a<top", "b<top", "c<top", "top");

    List<String> next =
        WorkDecider.next(scene.state, 1).stream()
            .map(LeverageScore::moduleId)
            .map(ModuleId::value)
            .toList();

    assertThat(next).containsExactly("top");
  }

  @Test
  void aSecondCycleNeverDoublesAnAgent() {
    Scene scene = Scene.openedByHand(new Given(), "money", "chart");
    var _ = scene.take(new Message.RunCycle(5));
    var _ = scene.take(new Message.RunCycle(5));

    assertThat(scene.state.agents()).hasSize(2);
    assertThat(scene.liveAgents()).isEqualTo(2);
    assertThat(Objects.requireNonNull(scene.spawn("money").refusal()).message())
        .contains("already has a live agent");
  }

  @Test
  void noCycleSpawnsWhilePaused() {
    Scene scene = Scene.openedByHand(new Given(), "money");
    var _ = scene.take(new Message.Pause());

    assertThat(scene.take(new Message.RunCycle(5)).events()).isEmpty();
    assertThat(scene.state.agents()).isEmpty();
  }

  @Test
  void noAutopilotSpawnsWhilePaused() {
    Scene scene = Scene.opened(new Given(), "money", "chart<money");
    var _ = scene.take(new Message.Pause());
    var _ = scene.done("money");

    assertThat(scene.isAccepted("money")).isTrue();
    assertThat(scene.isLive("chart")).isFalse();

    var _ = scene.take(new Message.Resume());
    assertThat(scene.isLive("chart")).isTrue();
  }

  @Test
  void noOneSpawnsByHandWhilePaused() {
    Scene scene = Scene.openedByHand(new Given(), "money");
    var _ = scene.take(new Message.Pause());

    Refusal refusal = Objects.requireNonNull(scene.spawn("money").refusal());

    assertThat(refusal.message()).contains("paused");
    assertThat(refusal.remedy()).contains("Resume");
  }

  @Test
  void aReassignmentWaitsUntilThePauseEnds() {
    Given given = new Given();
    given.maxRetries = 1;
    Scene scene = Scene.opened(given, "money");
    scene.end("money", End.FAILED);
    scene.tick(Duration.ofMinutes(1));
    var _ = scene.take(new Message.Pause());
    scene.end("money", End.IDLE);

    assertThat(scene.events(Event.FailureDecided.class).getLast().action())
        .isEqualTo(Action.REASSIGN);
    assertThat(scene.isLive("money")).isFalse();
    assertThat(scene.item("money").standing()).isEqualTo(Item.Standing.PENDING);

    var _ = scene.take(new Message.Resume());
    assertThat(scene.agent("money").assignment().generation()).isEqualTo(2);
    assertThat(scene.state.items()).as("the same item goes on").hasSize(1);
  }

  @Test
  void theCascadeEndsWithAPersonAndItsPausesGrow() {
    Given given = new Given();
    given.repeats = 4;
    Scene scene = Scene.opened(given, "money");
    int attempts = 0;
    List<Duration> pauses = new ArrayList<>();
    while (scene.state.inbox().isEmpty()) {
      assertThat(++attempts).isLessThan(20);
      // Different ends, so that it is the budget that ends it.
      scene.end("money", List.of(End.FAILED, End.IDLE, End.OUTPUT_FLOOD).get(attempts % 3));
      if (scene.lastAgent("money").stage() instanceof Stage.Waiting(var until, _)) {
        pauses.add(Duration.between(scene.now, until));
      }
      scene.tick(Duration.ofMinutes(11));
    }

    assertThat(attempts).isEqualTo(5);
    assertThat(scene.asked(InboxKind.ESCALATION).question()).contains("4 repeats");
    assertThat(scene.item("money").repeats()).isEqualTo(4);
    assertThat(pauses).hasSize(3).isSorted();
    assertThat(pauses.getLast()).isGreaterThan(pauses.getFirst().multipliedBy(2));
  }

  @Test
  void aRetryDoesNotComeBackFromAShutdown() {
    Scene scene = Scene.opened(new Given(), "money");
    scene.end("money", End.FAILED);
    assertThat(scene.agent("money").status()).isEqualTo(AgentStatus.RETRYING);

    var _ = scene.take(new Message.Shutdown());
    scene.tick(Duration.ofHours(1));

    assertThat(scene.lastAgent("money").status()).isEqualTo(AgentStatus.TERMINATED);
    assertThat(scene.state.live()).isEmpty();
  }

  @Test
  void aShutdownEndsBlockedAndSpawningAgentsToo() {
    Scene scene = Scene.opened(new Given(), "money", "chart", "late");
    scene.end("money", End.ASKED);
    scene.end("chart", End.FAILED);
    var _ = scene.holding(Effect.CutWorktree.class);
    var _ = scene.terminate(scene.agent("late").id());
    var _ = scene.spawn("late");
    assertThat(scene.agent("money").status()).isEqualTo(AgentStatus.BLOCKED);
    assertThat(scene.agent("late").status()).isEqualTo(AgentStatus.SPAWNING);

    var _ = scene.take(new Message.Shutdown());

    assertThat(scene.state.live()).isEmpty();
    assertThat(scene.state.inbox()).isEmpty();
    assertThat(scene.state.agents().values()).allMatch(agent -> agent.status().isEnded());
    assertThat(scene.state.running()).isEmpty();
  }

  @Test
  void whoeverIsLandingDuringAShutdownLandsNowOrNever() {
    Scene scene = Scene.opened(new Given(), "money");
    var _ = scene.holding(Effect.AdvanceTarget.class);
    var _ = scene.done("money");
    var _ = scene.take(new Message.Shutdown());
    assertThat(scene.isLive("money")).as("it cannot be called back any more").isTrue();

    Effect.AdvanceTarget advance = scene.held(Effect.AdvanceTarget.class);
    var _ = scene.take(new Message.TargetMoved(advance.landing(), "moved-0123456789", "t"));

    assertThat(scene.state.live()).isEmpty();
    assertThat(scene.state.landings()).isEmpty();
  }

  @Test
  void aModuleIsCompleteOnlyWhenItsWorkLanded() {
    Given given = new Given();
    given.approve = true;
    Scene scene = Scene.opened(given, "money", "chart<money");
    var _ = scene.done("money");

    assertThat(scene.agent("money").status()).isEqualTo(AgentStatus.BLOCKED);
    assertThat(scene.isAccepted("money")).isFalse();
    assertThat(scene.isLive("chart")).isFalse();

    var _ = scene.answer(InboxKind.LANDING, "land");
    assertThat(scene.lastAgent("money").status()).isEqualTo(AgentStatus.COMPLETED);
    assertThat(scene.isAccepted("money")).isTrue();
    assertThat(scene.isLive("chart")).isTrue();
  }

  @Test
  void doneFromOutsideIsAClaimThatIsChecked() {
    Scene scene = Scene.opened(new Given(), "money");
    var _ = scene.take(new Message.ClaimDone(scene.agent("money").id()));

    assertThat(scene.isAccepted("money")).isFalse();
    assertThat(scene.events(Event.ClaimRefuted.class)).hasSize(1);
  }

  @Test
  void aNextOwnerFindsItPausedOrShutDownAsItWas() {
    Scene scene = Scene.openedByHand(new Given(), "money");
    var _ = scene.take(new Message.Pause());
    scene.restart(false);
    assertThat(scene.state.openSystem().status()).isEqualTo(SystemInfo.Status.PAUSED);

    var _ = scene.take(new Message.Shutdown());
    scene.restart(false);
    assertThat(scene.state.openSystem().status()).isEqualTo(SystemInfo.Status.TERMINATED);
    assertThat(scene.spawn("money").refusal()).isNotNull();
  }

  @Test
  void aSystemIsNotOpenedAtAnotherPath() {
    Scene scene = Scene.openedByHand(new Given(), "money");
    Decision elsewhere =
        scene.take(
            new Message.Open(
                "sys",
                "/elsewhere",
                "main",
                "/w",
                new Given().settings(),
                Given.roadmap("money"),
                false));

    assertThat(Objects.requireNonNull(elsewhere.refusal()).message()).contains("/r", "/elsewhere");
    assertThat(elsewhere.events()).isEmpty();
  }

  @Test
  void agentsAndBudgetsAreThereAfterARestart() {
    Scene scene = Scene.opened(new Given(), "money");
    scene.end("money", End.FAILED);
    scene.tick(Duration.ofMinutes(1));
    OrchestratorState before = scene.state;
    scene.restart(true);

    assertThat(scene.state.agents()).isEqualTo(before.agents());
    assertThat(scene.state.items()).isEqualTo(before.items());
    assertThat(scene.item("money").repeats()).isEqualTo(1);
  }

  @Test
  void aCycleSpawnsAsManyAsItIsAskedFor() {
    Given given = new Given();
    given.parallel = 20;
    String[] modules = {"a", "b", "c", "d", "e", "f", "g", "h"};
    Scene five = Scene.openedByHand(given, modules);
    var _ = five.take(new Message.RunCycle(5));
    Scene two = Scene.openedByHand(given, modules);
    Decision cycle = two.take(new Message.RunCycle(2));

    assertThat(five.liveAgents()).isEqualTo(5);
    assertThat(two.liveAgents()).isEqualTo(2);
    assertThat(cycle.results()).as("the cycle and its agents").hasSize(3);
  }

  @Test
  void aFinishedAgentAbsorbsWhatComesLate() {
    Scene scene = Scene.opened(new Given(), "money");
    var attempt = scene.attempt("money");
    var _ = scene.terminate(scene.agent("money").id());
    OrchestratorState ended = scene.state;

    var _ = scene.take(new Message.AttemptRuns(attempt.id(), 9));
    var _ = scene.take(Scene.finished(attempt.id(), End.CLAIMED_DONE));
    var _ = scene.take(new Message.ClaimDone(attempt.agent()));

    assertThat(scene.state.agents()).isEqualTo(ended.agents());
    assertThat(scene.state.held()).containsKey(MONEY);
  }
}
