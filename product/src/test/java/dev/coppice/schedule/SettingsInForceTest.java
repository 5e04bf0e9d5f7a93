package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptResult.End;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ModuleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Every setting that decisions depend on changes a decision.
final class SettingsInForceTest {
  private static final String[] MODULES = {"a", "b", "c", "d", "e", "f", "g"};

  @Test
  void maxParallelAgentsBoundsTheAgentsAtWork() {
    Given given = new Given();
    given.parallel = 2;
    Scene scene = Scene.opened(given, MODULES);
    scene.tick(Duration.ofSeconds(1));

    assertThat(scene.liveAgents()).isEqualTo(2);
    assertThat(Objects.requireNonNull(scene.spawn("g").refusal()).message())
        .contains("All 2 slots are taken");
  }

  @Test
  void agentsThatComeBackFromAPersonWaitForASlotToo() {
    Given given = new Given();
    given.parallel = 1;
    Scene scene = Scene.opened(given, "a", "b");
    String first = scene.isLive("a") ? "a" : "b";
    String second = first.equals("a") ? "b" : "a";
    scene.end(first, End.ASKED);
    assertThat(scene.isLive(second)).as("a blocked agent leaves its slot").isTrue();

    var _ = scene.answer(InboxKind.QUESTION, "half-even");
    assertThat(scene.agent(first).stage()).isInstanceOf(Stage.Interrupted.class);

    var _ = scene.done(second);
    scene.tick(Duration.ofSeconds(1));
    assertThat(scene.attempt(first).prompt()).contains("half-even");
  }

  @Test
  void theConcurrencyModeBoundsHowManyRun() {
    Given one = new Given();
    one.parallel = 10;
    one.mode = ConcurrencyMode.SEQUENTIAL;
    Given four = new Given();
    four.parallel = 10;
    four.mode = ConcurrencyMode.PARALLEL_ASYNC;

    assertThat(ticked(one).liveAgents()).isEqualTo(1);
    assertThat(ticked(four).liveAgents()).isEqualTo(4);
  }

  private static Scene ticked(Given given) {
    Scene scene = Scene.opened(given, MODULES);
    scene.tick(Duration.ofSeconds(1));
    scene.tick(Duration.ofSeconds(1));
    return scene;
  }

  @Test
  void theModeOfEachWaveIsLoggedWithItsReason() {
    Given given = new Given();
    given.parallel = 10;
    Scene scene = Scene.openedByHand(given, MODULES);
    var _ = scene.take(new Message.RunCycle(6));

    Event.WorkAssigned wave = scene.events(Event.WorkAssigned.class).getFirst();
    assertThat(wave.concurrency().mode()).isEqualTo(ConcurrencyMode.PARALLEL_THREADS);
    assertThat(wave.concurrency().reasoning()).isEqualTo("6 items in 6 groups");
    assertThat(wave.concurrency().factors().agentCount()).isEqualTo(6);
  }

  @Test
  void modulesThatTouchTheSamePathsAreWorkedOneAfterAnother() {
    Given given = new Given().paths("a", "src/core").paths("b", "src/core/io").paths("c", "docs");
    Scene scene = Scene.opened(given, "a", "b", "c");
    scene.tick(Duration.ofSeconds(1));

    assertThat(scene.state.live()).hasSize(2).containsKey(new ModuleId("c"));
    String first = scene.isLive("a") ? "a" : "b";
    String second = first.equals("a") ? "b" : "a";
    assertThat(Objects.requireNonNull(scene.spawn(second).refusal()).message())
        .contains("touches the same paths as " + first);

    var _ = scene.done(first);
    assertThat(scene.isLive(second)).isTrue();
  }

  @Test
  void aBlockedAgentDoesNotHoldBackModulesItDoesNotTouch() {
    Given given = new Given();
    given.parallel = 2;
    String[] modules = new String[25];
    for (int i = 0; i < 24; i++) {
      modules[i] = "shared" + i;
      given = given.paths("shared" + i, "src/shared");
    }
    modules[24] = "zz-alone";
    Scene scene = Scene.opened(given, modules);
    scene.tick(Duration.ofSeconds(1));

    assertThat(scene.isLive("zz-alone")).isTrue();
    assertThat(scene.liveAgents()).isEqualTo(2);
  }

  @Test
  void soManyOpenEscalationsStopNewWork() {
    Given given = new Given();
    given.parallel = 1;
    given.repeats = 0;
    given.escalationThreshold = 2;
    Scene scene = Scene.opened(given, "a", "b", "c");
    for (int i = 0; i < 2; i++) {
      String live =
          scene.state.liveAgents().stream()
              .filter(agent -> agent.stage() instanceof Stage.Working)
              .map(agent -> agent.module().value())
              .findFirst()
              .orElseThrow();
      scene.end(live, End.FAILED);
    }

    assertThat(scene.state.inbox()).hasSize(2);
    assertThat(scene.liveAgents()).isEqualTo(2);
    assertThat(scene.take(new Message.RunCycle(1)).events()).isEmpty();
  }

  @Test
  void withoutApprovalWhatIsVerifiedLandsByItself() {
    Scene scene = Scene.opened(new Given(), "a");
    var _ = scene.done("a");

    assertThat(scene.isAccepted("a")).isTrue();
    assertThat(scene.state.inbox()).isEmpty();
  }

  @Test
  void withoutAnyCheckNothingLandsByItself() {
    Given given = new Given();
    given.checks = List.of();
    Scene scene = Scene.opened(given, "a");
    var _ = scene.done("a");

    assertThat(scene.isAccepted("a")).isFalse();
    assertThat(scene.asked(InboxKind.LANDING).question()).contains("No check proves it");
  }

  @Test
  void autonomyDecidesWhoIsAskedAtAGate() {
    Given given = new Given();
    given.loops.add(Given.gated());
    given.loop = "gated";
    Scene full = Scene.opened(given, "a");
    var _ = full.done("a");
    assertThat(full.agent("a").phase()).isEqualTo("DO");

    given.autonomy = Autonomy.SUPERVISED;
    Scene supervised = Scene.opened(given, "a");
    var _ = supervised.done("a");
    assertThat(supervised.asked(InboxKind.GATE).question()).contains("PLAN");
    var _ = supervised.answer(InboxKind.GATE, "approve");
    var _ = supervised.done("a");
    assertThat(supervised.isAccepted("a")).isTrue();

    given.autonomy = Autonomy.MANUAL;
    Scene manual = Scene.opened(given, "a");
    var _ = manual.done("a");
    var _ = manual.answer(InboxKind.GATE, "approve");
    var _ = manual.done("a");
    assertThat(manual.asked(InboxKind.GATE).question()).contains("DO");
  }

  @Test
  void aModuleMayHaveALoopAndAnAgentOfItsOwn() {
    Given given = new Given();
    given.loops.add(Given.gated());
    given.modules.put(new ModuleId("a"), new ModuleSettings(List.of(), "gated", "other"));
    Scene scene = Scene.opened(given, "a", "b");

    assertThat(scene.attempt("a").phase()).isEqualTo("PLAN");
    assertThat(scene.attempt("a").agentName()).isEqualTo("other");
    assertThat(scene.attempt("b").phase()).isEqualTo("IMPLEMENT+VERIFY");
    assertThat(scene.attempt("b").agentName()).isEqualTo("worker");
  }

  @Test
  void maxRetriesAndDelaySteerTheCascade() {
    Given given = new Given();
    given.maxRetries = 1;
    given.delay = Duration.ofSeconds(60);
    Scene scene = Scene.opened(given, "a");
    scene.end("a", End.FAILED);
    scene.tick(Duration.ofSeconds(40));
    assertThat(scene.agent("a").stage()).isInstanceOf(Stage.Waiting.class);
    scene.tick(Duration.ofSeconds(30));
    scene.end("a", End.IDLE);

    assertThat(scene.agent("a").assignment().generation()).isEqualTo(2);
  }

  @Test
  void setupRunsBeforeTheFirstAttemptInEveryWorktree() {
    Given given = new Given();
    given.setup = List.of(List.of("npm", "ci"), List.of("make", "tools"));
    Scene scene = Scene.opened(given, "a");

    List<String> commands =
        scene.events(Event.CheckIntended.class).stream()
            .filter(it -> it.purpose().agent() != null)
            .map(it -> String.join(" ", it.spec().command()))
            .toList();
    assertThat(commands).containsExactly("npm ci", "make tools");
    assertThat(scene.attempt("a").attempt()).isEqualTo(1);
  }

  @Test
  void aFullDiskStopsNewWorkUntilThereIsSpace() {
    Scene scene = Scene.openedByHand(new Given(), "a");
    var _ = scene.take(new Message.Tick(10));
    assertThat(scene.asked(InboxKind.ALERT).about()).isEqualTo(InboxDecider.ABOUT_DISK);
    assertThat(scene.take(new Message.RunCycle(1)).events()).isEmpty();
    assertThat(scene.spawn("a").refusal()).isNotNull();

    var _ = scene.take(new Message.Tick(-1));
    assertThat(scene.state.inbox()).as("unknown is not space").hasSize(1);
    var _ = scene.take(new Message.Tick(10_000));
    assertThat(scene.state.inbox()).isEmpty();
    assertThat(scene.spawn("a").refusal()).isNull();
  }
}
