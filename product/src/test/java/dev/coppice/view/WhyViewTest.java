package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.UnknownModuleException;
import org.junit.jupiter.api.Test;

class WhyViewTest {
  private static WhyView why(Story story, String module) {
    return WhyView.of(story.snapshot(), new ModuleId(module));
  }

  private static Story story() {
    return Story.of(
        Story.module("auth"),
        Story.module("billing"),
        Story.module("ui", "auth", "moon"),
        Story.module("old", 0, ModuleStatus.COMPLETE),
        Story.module("later", 0, ModuleStatus.DEFERRED));
  }

  @Test
  void theBestModuleIsNextWithItsRankAndEveryFactorOfItsScore() {
    WhyView why = why(story(), "auth");

    assertThat(why.verdict()).isEqualTo("next");
    assertThat(why.rank()).isEqualTo(1);
    assertThat(why.ofRanked()).isEqualTo(2);
    assertThat(why.dependents()).isEqualTo(1);
    assertThat(why.criticalPathLength()).isEqualTo(2);
    assertThat(why.score()).isEqualTo(new WhyView.ScoreView("weighted", 7.0, 10, 2, 10, 3, 7));
    assertThat(why.reasons()).contains("It is number 1 of 2 that could be started now.");
  }

  @Test
  void whatItWaitsForIsNamedAlsoWhenTheRoadmapDoesNotKnowIt() {
    WhyView why = why(story(), "ui");

    assertThat(why.verdict()).isEqualTo("passed-over");
    assertThat(why.status()).isEqualTo("blocked");
    assertThat(why.unmet())
        .containsExactly(
            new WhyView.UnmetView("auth", "pending"), new WhyView.UnmetView("moon", null));
    assertThat(why.reasons())
        .containsExactly("It waits for auth (pending), moon (not in the roadmap).");
    assertThat(why.rank()).isNull();
  }

  @Test
  void theLiveAgentAndTheOpenQuestionAreNamed() {
    Story story = story().spawned("auth");
    story.then(
        WholeLife.inbox(
            "q1", InboxKind.QUESTION, WholeLife.AUTH, WholeLife.AUTH_MODULE, "Which one?"));

    WhyView why = why(story, "auth");

    assertThat(why.verdict()).isEqualTo("working");
    assertThat(why.agentId()).isEqualTo(WholeLife.AUTH.toString());
    assertThat(why.inbox()).extracting(InboxView::id).containsExactly("q1");
    assertThat(why.reasons())
        .containsExactly(
            "Agent %s works on it: spawning, waits for a green target.".formatted(WholeLife.AUTH),
            "Your answer to q1 is wanted: Which one?");
  }

  @Test
  void whatWasGivenUpIsHeldUntilAskedFor() {
    Story story = story().spawned("auth");
    story.then(
        new Event.AgentTerminated(WholeLife.AUTH, "asked to", story.now()),
        new Event.ItemClosed(Story.item("auth"), "terminated: asked to"));

    assertThat(why(story, "auth").verdict()).isEqualTo("passed-over");
    assertThat(why(story, "auth").reasons())
        .containsExactly("It is held: terminated: asked to. Spawn it by name to try again.");
    assertThat(why(story.then(new Event.ModuleReleased(WholeLife.AUTH_MODULE)), "auth").verdict())
        .isEqualTo("next");
  }

  @Test
  void whatKeepsEveryModuleComesFirst() {
    Story story =
        Story.of(Story.settings(1), Story.module("auth"), Story.module("billing")).spawned("auth");
    story.then(
        new Event.Paused("asked to"),
        new Event.TargetObserved("bad", "tree"),
        new Event.TargetJudged("bad", false, WholeLife.RED));

    WhyView why = why(story, "billing");

    assertThat(why.verdict()).isEqualTo("ready");
    assertThat(why.reasons())
        .startsWith(
            "The orchestrator is paused.",
            "The target main is red: check test red.",
            "All 1 slots are taken.");
  }

  @Test
  void behindTheFreeSlotsAModuleIsReadyButNotNext() {
    Story story = Story.of(Story.settings(1), Story.module("auth"), Story.module("billing"));

    assertThat(why(story, "auth").verdict()).isEqualTo("next");
    assertThat(why(story, "billing").verdict()).isEqualTo("ready");
  }

  @Test
  void completeAndDeferredModulesSaySo() {
    Story story =
        story()
            .spawned("auth")
            .then(
                new Event.LandingQueued(
                    new dev.coppice.event.LandingId("l1"),
                    WholeLife.AUTH,
                    WholeLife.AUTH_MODULE,
                    "c1",
                    true),
                WholeLife.landed());

    assertThat(why(story, "old").reasons()).containsExactly("The roadmap says it is complete.");
    assertThat(why(story, "later").reasons()).containsExactly("The roadmap says it is deferred.");
    assertThat(why(story, "auth").verdict()).isEqualTo("complete");
    assertThat(why(story, "auth").landedAs()).isEqualTo("1anded0000000000");
  }

  @Test
  void aModuleThatIsNotInTheRoadmapIsRefused() {
    assertThatThrownBy(() -> why(story(), "nowhere")).isInstanceOf(UnknownModuleException.class);
  }
}
