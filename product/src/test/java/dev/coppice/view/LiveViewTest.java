package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxKind;
import dev.coppice.schedule.Snapshot;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiveViewTest {
  @Test
  void oneLineForEachLiveAgentBetweenTheModulesAndTheInbox() {
    Story story = Story.of(Story.module("auth"), Story.module("billing")).spawned("auth");
    story.then(
        WholeLife.attempt("auth", WholeLife.AUTH, 1, false),
        new Event.AttemptStarted(
            new dev.coppice.agent.AttemptId("auth-1"), WholeLife.AUTH, 1, story.now()));
    story.showing(WholeLife.AUTH, 40, "IMPLEMENT", "half of it");
    story.spawned("billing");
    story.then(
        WholeLife.inbox(
            "q1",
            InboxKind.QUESTION,
            WholeLife.BILLING,
            new dev.coppice.roadmap.ModuleId("billing"),
            "Which one?"),
        new Event.AgentBlocked(WholeLife.BILLING, new InboxId("q1"), "Which one?"));

    assertThat(LiveView.lines(story.snapshot(), story.now().plusSeconds(60), 100, false))
        .containsExactly(
            "demo  ░░░░░░░░░░░░░░░░░░░░░░░░ 0/2 accepted  main green",
            "● auth                     IMPLEMENT          ████░░░░░░  40%  1m06s  half of it",
            "? billing                  IMPLEMENT+VERIFY   ░░░░░░░░░░   0%  1m04s  q1: Which one?",
            "inbox (1): q1 billing: Which one?");
  }

  @Test
  void aRetryCountsDownAndSaysWhatFailed() {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    story.then(
        new Event.AgentFailed(WholeLife.AUTH, WholeLife.RED),
        new Event.FailureDecided(
            WholeLife.AUTH, Action.RETRY, "told", story.now().plusSeconds(30)));

    assertThat(LiveView.lines(story.snapshot(), story.now(), 120, false).get(1))
        .startsWith("↻ auth")
        .endsWith("again in 28s: check test red.");
  }

  @Test
  void endedAgentsHaveNoLine() {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    story.then(new Event.AgentTerminated(WholeLife.AUTH, "asked to", story.now()));

    assertThat(LiveView.lines(story.snapshot(), story.now(), 80, false)).hasSize(1);
  }

  @Test
  void noLineIsWiderThanTheTerminalWhateverTheNames() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      Snapshot snapshot = TerminalViewTest.hostile(random).snapshot();
      int width = random.nextInt(160);

      List<String> plain = LiveView.lines(snapshot, Story.START, width, false);

      assertThat(plain)
          .as("seed %d, width %d", seed, width)
          .allSatisfy(line -> {
            assertThat(DisplayText.width(line)).isLessThanOrEqualTo(width);
            assertThat(line).doesNotContain("\u001b", "\n");
          });
    }
  }

  @Test
  void colourChangesNothingButTheColour() {
    Story story = WholeLife.story();
    for (Event event : WholeLife.events()) {
      Snapshot snapshot = story.then(event).snapshot();
      List<String> plain = LiveView.lines(snapshot, story.now(), 100, false);
      List<String> coloured = LiveView.lines(snapshot, story.now(), 100, true);

      assertThat(coloured).anySatisfy(line -> assertThat(line).contains("\u001b["));
      assertThat(
              coloured.stream()
                  .map(line -> line.replaceAll("\u001b\\[\\d+m", "").stripTrailing())
                  .toList())
          .isEqualTo(plain);
    }
  }
}
