package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// States in which nothing would move any more, or something would move that must not; each was one
/// once.
final class NoDeadEndsTest {
  private static final ModuleId A = new ModuleId("a");

  @Test
  void aBranchLandsAlsoWhereNoAgentLives() {
    Scene scene = Scene.openedByHand(new Given(), "a");
    var _ = scene.take(new Message.LandBranch(A, "by-hand"));

    assertThat(scene.isAccepted("a")).isTrue();
  }

  @Test
  void aLandingWithoutAnAgentGoesOnWhenItsCheckWasCutOff() {
    Scene scene = Scene.openedByHand(new Given(), "a");
    var _ = scene.holding(Effect.StartAttempt.class);
    var _ = scene.take(new Message.LandBranch(A, "by-hand"));
    finishHeld(scene, End.CLAIMED_DONE); // The target's own check.
    finishHeld(scene, End.STOPPED);
    finishHeld(scene, End.CLAIMED_DONE);

    assertThat(scene.isAccepted("a")).isTrue();
  }

  private static void finishHeld(Scene scene, End end) {
    var start = (Effect.StartAttempt) scene.heldBack.removeLast();
    var _ = scene.take(Scene.finished(start.spec().id(), end));
  }

  @Test
  void noAgentIsStartedForAModuleWhoseBranchIsLanding() {
    Scene scene = Scene.opened(new Given(), "b");
    var _ = scene.holding(Effect.AdvanceTarget.class);
    var _ = scene.take(new Message.LandBranch(A, "by-hand"));
    scene.reread(new Given().settings(), Given.roadmap("a", "b"));

    assertThat(scene.isLive("a")).isFalse();
    assertThat(scene.spawn("a").refusal()).isNotNull();
  }

  @Test
  void aCheckThatVanishesUnderAWatchingOwnerIsRedAndNotRunForEver() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.holding(Effect.StartAttempt.class);
    var _ = scene.done("a");
    finishHeld(scene, End.LOST);

    Event.AgentFailed failed = scene.events(Event.AgentFailed.class).getFirst();
    assertThat(failed.failure().cause()).isEqualTo(FailureCause.CHECK_RED);
    assertThat(failed.failure().evidence()).contains("vanished");
  }

  @Test
  void aCheckThatVanishedWithItsOwnerRunsAgain() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.holding(Effect.StartAttempt.class);
    var _ = scene.done("a");
    scene.restart(true);
    finishHeld(scene, End.LOST);
    finishHeld(scene, End.CLAIMED_DONE); // In the worktree.
    finishHeld(scene, End.CLAIMED_DONE); // On the candidate.

    assertThat(scene.isAccepted("a")).isTrue();
    assertThat(scene.events(Event.AgentFailed.class)).isEmpty();
  }

  @Test
  void theEndOfACheckOfAnEarlierTipSaysNothingOfTheNewOne() {
    Given given = new Given();
    given.checks = List.of(Given.check("test"), Given.check("lint"));
    Scene scene =
        new Scene(given.settings(), Given.roadmap("a")).holding(Effect.StartAttempt.class);
    var _ = scene.open(true);
    scene.targetMoves();
    finishHeld(scene, End.CLAIMED_DONE);

    assertThat(scene.state.target().isGreen()).isFalse();
    var next = (Effect.StartAttempt) scene.heldBack.getLast();
    assertThat(next.spec().id().value()).contains("target");
    assertThat(((dev.coppice.agent.AttemptSpec.CommandAttempt) next.spec()).name())
        .isEqualTo("test");
  }

  @Test
  void aLandingThatHoldsNothingNewDoesNotMakeARedTargetGreen() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.holding(Effect.BuildCandidate.class);
    var _ = scene.done("a");
    Effect.BuildCandidate build = scene.held(Effect.BuildCandidate.class);
    var _ = scene.holding(Effect.StartAttempt.class);
    scene.targetMoves();
    var _ = scene.take(new Message.CandidateEmpty(build.landing()));

    assertThat(scene.isAccepted("a")).isTrue();
    assertThat(scene.state.target().isGreen()).isFalse();
  }

  @Test
  void aNewCheckAddedWhileLandingIsRunToo() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.holding(Effect.StartAttempt.class);
    var _ = scene.done("a");
    finishHeld(scene, End.CLAIMED_DONE); // In the worktree.
    Given more = new Given();
    more.checks = List.of(Given.check("lint"), Given.check("test"));
    scene.reread(more.settings(), Given.roadmap("a"));
    finishHeld(scene, End.CLAIMED_DONE); // "test" on the candidate.
    assertThat(scene.isAccepted("a")).isFalse();

    finishHeld(scene, End.CLAIMED_DONE); // "lint" on the candidate.
    assertThat(scene.isAccepted("a")).isTrue();
  }

  @Test
  void aFreshAgentTakesOverAlsoWhenTheLoopIsGone() {
    Given given = new Given();
    given.maxRetries = 1;
    Scene scene = Scene.opened(given, "a");
    given.loops.removeIf(loop -> loop.id().equals("quick-loop"));
    scene.reread(given.settings(), Given.roadmap("a"));
    scene.end("a", End.FAILED);
    scene.tick(Duration.ofMinutes(1));
    scene.end("a", End.IDLE);

    assertThat(scene.agent("a").assignment().generation()).isEqualTo(2);
    assertThat(scene.attempt("a").phase()).isEqualTo("IMPLEMENT+VERIFY");
  }

  @Test
  void aModuleWithoutALoopIsPassedOverAndTheOthersGoOn() {
    Given given = new Given();
    given.modules.put(A, new dev.coppice.work.ModuleSettings(List.of(), "nothing", null));
    Scene scene = Scene.opened(given, "a", "b");

    assertThat(scene.isLive("a")).isFalse();
    assertThat(scene.isLive("b")).isTrue();
    assertThat(scene.spawn("a").refusal()).isNotNull();
  }

  @Test
  void aLogReadsAlsoWhenNoSettingsKnowItsLoop() {
    Scene scene = Scene.opened(new Given(), "a");
    OrchestratorState state = OrchestratorState.empty();
    Given bare = new Given();
    bare.loops.clear();
    for (Event event : scene.log) {
      state =
          Evolver.evolve(
              state,
              event instanceof Event.SettingsRead
                  ? new Event.SettingsRead(bare.settings())
                  : event);
    }

    assertThat(state.live()).containsKey(A);
  }

  @Test
  void aModuleRemovedFromTheRoadmapIsWorkedToItsEnd() {
    Scene scene = Scene.opened(new Given(), "a", "b<a");
    scene.reread(new Given().settings(), Given.roadmap("b"));
    scene.doneRed("a");
    var _ = scene.done("a");

    assertThat(scene.isAccepted("a")).isTrue();
  }

  @Test
  void aRedSetupRunsAgainBeforeTheAgentDoes() {
    Given given = new Given();
    given.setup = List.of(List.of("npm", "ci"));
    Scene scene =
        new Scene(given.settings(), Given.roadmap("a")).holding(Effect.StartAttempt.class);
    var _ = scene.open(true);
    finishHeld(scene, End.CLAIMED_DONE); // The target's check.
    finishHeld(scene, End.FAILED);
    scene.tick(Duration.ofMinutes(1));

    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.SettingUp.class);
    finishHeld(scene, End.CLAIMED_DONE);
    assertThat(scene.attempt("a").attempt()).isEqualTo(1);
    assertThat(scene.item("a").repeats()).isZero();
  }

  @Test
  void oneAlertForAllAgentsAndNoNewOnesMeanwhile() {
    Given given = new Given();
    given.parallel = 2;
    Scene scene = Scene.opened(given, "a", "b", "c", "d", "e");
    for (Agent agent : scene.state.liveAgents()) {
      scene.end(agent.module().value(), End.MISSING_BINARY);
    }
    scene.tick(Duration.ofSeconds(5));

    assertThat(scene.state.inbox()).hasSize(1);
    assertThat(scene.liveAgents()).isEqualTo(2);

    var _ = scene.answer(InboxKind.ALERT, "retry");
    assertThat(scene.state.liveAgents()).allMatch(agent -> agent.stage() instanceof Stage.Working);
    assertThat(scene.state.items().values()).allMatch(item -> item.repeats() == 0);
  }

  @Test
  void anAlertThatNobodyWaitsForIsClosed() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.end("a", End.MISSING_BINARY);
    var _ = scene.terminate(scene.agent("a").id());

    assertThat(scene.state.inbox()).isEmpty();
  }

  @Test
  void aNewAgentWaitsUntilTheOldProcessIsGone() {
    Scene scene = Scene.opened(new Given(), "a").holding(Effect.StopAttempt.class);
    var old = scene.attempt("a");
    var _ = scene.terminate(old.agent());
    var _ = scene.spawn("a");
    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Starting.class);

    var _ = scene.take(Scene.finished(old.id(), End.STOPPED));
    assertThat(scene.attempt("a").agent()).isNotEqualTo(old.agent());
  }

  @Test
  void aProcessWhoseAgentEndedIsStoppedByTheNextOwner() {
    Scene scene = Scene.opened(new Given(), "a").holding(Effect.StopAttempt.class);
    var old = scene.attempt("a");
    var _ = scene.terminate(old.agent());
    scene.restart(true);

    assertThat(scene.state.running()).isEmpty();
    assertThat(scene.held(Effect.StopAttempt.class).attempt()).isEqualTo(old.id());
  }

  @Test
  void whatAStoppingOwnerHearsIsTakenUpByTheNext() {
    Given given = new Given();
    given.setup = List.of(List.of("npm", "ci"));
    Scene scene = Scene.opened(given, "a").holding(Effect.StopAttempt.class);
    var _ = scene.holding(Effect.StartAttempt.class);
    var _ = scene.take(new Message.StopOwner());
    String commit = scene.done("a");
    assertThat(scene.heldBack).noneMatch(it -> it instanceof Effect.StartAttempt);
    assertThat(scene.agent("a").stage())
        .isEqualTo(new Stage.Gating("verification-gate", commit, "tree of " + commit, null, 0));

    scene.restart(true);
    assertThat(scene.held(Effect.StartAttempt.class).spec().id().value()).contains("check");
  }

  @Test
  void aFailureHeardByAStoppingOwnerIsChargedByTheNext() {
    Scene scene = Scene.opened(new Given(), "a").holding(Effect.StopAttempt.class);
    var _ = scene.take(new Message.StopOwner());
    scene.doneEmpty("a");
    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Waiting.class);
    scene.restart(true);

    assertThat(scene.attempt("a").attempt()).isEqualTo(2);
    assertThat(scene.item("a").repeats()).isEqualTo(1);
  }

  @Test
  void aClaimIsNotForgottenWhenTheOwnerDies() {
    Scene scene = Scene.opened(new Given(), "a").holding(Effect.StopAttempt.class);
    var _ = scene.take(new Message.ClaimBlocked(scene.agent("a").id(), "it needs a key"));
    scene.restart(true);
    var stop = scene.held(Effect.StopAttempt.class);
    var _ = scene.take(Scene.finished(stop.attempt(), End.STOPPED));

    assertThat(scene.asked(InboxKind.QUESTION).question()).isEqualTo("it needs a key");
  }

  @Test
  void anEscalatedConflictIsBroughtOntoTheNewTipBeforeTheNextTry() {
    Given given = new Given();
    given.repeats = 0;
    Scene scene = Scene.opened(given, "a").holding(Effect.BuildCandidate.class);
    var _ = scene.done("a");
    var build = scene.held(Effect.BuildCandidate.class);
    var _ =
        scene.take(
            new Message.CandidateConflicts(build.landing(), List.of("src/x"), "both changed it"));
    given.repeats = 5;
    scene.reread(given.settings(), Given.roadmap("a"));
    var _ = scene.answer(InboxKind.ESCALATION, "retry: keep both");

    assertThat(scene.events(Event.WorktreeRebased.class)).hasSize(1);
    assertThat(scene.attempt("a").prompt()).contains("src/x", "both changed it", "keep both");
  }

  @Test
  void theNextSegmentIsWorkedAndNotPassedWithTheOneBefore() {
    Given given = new Given();
    given.loops.add(Given.gated());
    given.loop = "gated";
    given.autonomy = Autonomy.SUPERVISED;
    given.parallel = 1;
    Scene scene = Scene.opened(given, "a", "b");
    var _ = scene.done("a");
    assertThat(scene.isLive("b")).isTrue();
    var _ = scene.answer(InboxKind.GATE, "approve");
    scene.tick(Duration.ofSeconds(1));
    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Interrupted.class);

    var _ = scene.done("b");
    scene.tick(Duration.ofSeconds(1));
    assertThat(scene.attempt("a").phase()).isEqualTo("DO");
  }

  @Test
  void aTransientFailureWithoutAPauseIsFree() {
    Given given = new Given();
    given.delay = Duration.ZERO;
    Scene scene = new Scene(given.settings(), Given.roadmap("a")).holding(Effect.CutWorktree.class);
    var _ = scene.open(true);
    Failure noNetwork = Failure.of(FailureCause.NETWORK, "fetch", "No network.", "");
    var _ = scene.take(new Message.WorktreeFailed(scene.agent("a").id(), noNetwork));

    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Cutting.class);
    assertThat(scene.item("a").repeats()).isZero();
  }

  @Test
  void aPersonWhoLandsABranchTakesTheItemFromTheNextAgent() {
    Given given = new Given();
    given.maxRetries = 1;
    Scene scene = Scene.opened(given, "a");
    scene.end("a", End.FAILED);
    scene.tick(Duration.ofMinutes(1));
    var _ = scene.take(new Message.Pause());
    scene.end("a", End.IDLE);
    var _ = scene.take(new Message.LandBranch(A, "by-hand"));
    var _ = scene.take(new Message.Resume());

    assertThat(scene.isAccepted("a")).isTrue();
    assertThat(scene.isLive("a")).isFalse();
  }

  @Test
  void anAnswerToAStoppingOwnerIsRefused() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.end("a", End.ASKED);
    var _ = scene.take(new Message.StopOwner());

    assertThat(scene.answer(InboxKind.QUESTION, "half-even").refusal()).isNotNull();
    scene.restart(true);
    assertThat(scene.answer(InboxKind.QUESTION, "half-even").refusal()).isNull();
  }

  @Test
  void anAttemptStoppedByNobodysWishStartsAgainFreeOfCharge() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.take(new Message.StopOwner());
    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Interrupted.class);
    scene.restart(true);

    assertThat(scene.attempt("a").attempt()).isEqualTo(2);
    assertThat(scene.item("a").repeats()).isZero();
  }

  @Test
  void workIsWhatDiffersFromTheBase() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.doneEmpty("a");

    assertThat(scene.events(Event.ClaimRefuted.class).getFirst().truth())
        .isEqualTo("it changed nothing");
    assertThat(scene.item("a").repeats()).isEqualTo(1);
  }
}
