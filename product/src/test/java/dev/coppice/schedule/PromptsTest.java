package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptResult.End;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.work.Autonomy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What reaches the next attempt of what happened before.
final class PromptsTest {
  @Test
  void theEvidenceOfARedCheckReachesTheNextAttempt() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.doneRed("a");

    assertThat(scene.attempt("a").prompt())
        .contains("Check \"test\" is red on the exact commit.", "boom in line 12");
  }

  @Test
  void theOutputOfACrashReachesTheNextAttempt() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.end("a", End.FAILED);
    scene.tick(Duration.ofMinutes(1));

    assertThat(scene.attempt("a").prompt()).contains("exit code 1", "boom in line 12");
  }

  @Test
  void theConflictingPathsReachTheNextAttemptOnTheNewTip() {
    Scene scene = Scene.opened(new Given(), "a").holding(Effect.BuildCandidate.class);
    var _ = scene.done("a");
    scene.targetMoves();
    var landing = scene.held(Effect.BuildCandidate.class).landing();
    var _ =
        scene.take(
            new Message.CandidateConflicts(landing, List.of("src/x", "src/y"), "both changed it"));

    assertThat(scene.attempt("a").prompt()).contains("Files: src/x, src/y", "both changed it");
    Event.WorktreeRebased rebased = scene.events(Event.WorktreeRebased.class).getFirst();
    assertThat(scene.attempt("a").base()).isEqualTo(rebased.commit());
  }

  @Test
  void anAnswerReachesTheNextAttemptWithItsQuestion() {
    Scene scene = Scene.opened(new Given(), "a");
    scene.end("a", End.ASKED);
    var _ = scene.answer(InboxKind.QUESTION, "half-even");

    assertThat(scene.attempt("a").prompt()).contains("Which rounding?", "half-even");
  }

  @Test
  void whatAPersonWantsChangedReachesTheNextAttempt() {
    Given given = new Given();
    given.approve = true;
    Scene scene = Scene.opened(given, "a");
    var _ = scene.done("a");
    var _ = scene.answer(InboxKind.LANDING, "reject: name it Amount");

    assertThat(scene.attempt("a").prompt()).contains("rejected by ann: name it Amount");
  }

  @Test
  void aRemarkAtAGateReachesTheNextSegment() {
    Given given = new Given();
    given.loops.add(Given.gated());
    given.loop = "gated";
    given.autonomy = Autonomy.SUPERVISED;
    Scene scene = Scene.opened(given, "a");
    assertThat(scene.attempt("a").wanted()).containsExactly("PLAN.md");
    var _ = scene.done("a");
    var _ = scene.answer(InboxKind.GATE, "approve: but keep it small");

    assertThat(scene.attempt("a").prompt()).contains("but keep it small", "Phases: DO");
    assertThat(scene.attempt("a").wanted()).isEmpty();
  }

  @Test
  void aFreshAgentIsToldTheHistoryOfTheItem() {
    Given given = new Given();
    given.maxRetries = 1;
    Scene scene = Scene.opened(given, "a");
    scene.doneRed("a");
    scene.end("a", End.IDLE);

    assertThat(scene.attempt("a").generation()).isEqualTo(2);
    assertThat(scene.attempt("a").attempt()).isEqualTo(3);
    assertThat(scene.attempt("a").prompt()).contains("Check \"test\" is red", "no sign of life");
  }

  @Test
  void anAttemptIsToldItsPlaceInTheRoadmapAndWhatWasLearned() {
    Scene scene = Scene.opened(new Given(), "a", "b<a");
    var _ = scene.done("a");

    assertThat(scene.attempt("b").prompt())
        .contains("What b does.", "It builds on: a (landed)", "A dream.", "mem");
  }
}
