package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Event;
import dev.coppice.event.LandingId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentViewTest {
  private static AgentView auth(Story story) {
    return AgentView.of(story.snapshot(), story.agentOf("auth"));
  }

  private static Story working() {
    return Story.of(Story.module("auth"))
        .spawned("auth")
        .then(WholeLife.attempt("auth", WholeLife.AUTH, 1, false));
  }

  @Test
  void wordsAloneNeverMakeAHundred() {
    assertThat(
            auth(working().showing(WholeLife.AUTH, 100, "VERIFY", "done"))
                .progress()
                .percentComplete())
        .isEqualTo(99);
  }

  @Test
  void whatIsProvenIsNeverTalkedDown() {
    Story story =
        working()
            .then(new Event.SegmentDone(WholeLife.AUTH, 0, 90))
            .showing(WholeLife.AUTH, 10, "VERIFY", "again");

    assertThat(auth(story).progress().percentComplete()).isEqualTo(90);
  }

  @Test
  void anAcceptedAgentIsAtAHundredWhateverWasSaidLast() {
    Story story =
        working()
            .showing(WholeLife.AUTH, 40, "IMPLEMENT", "half")
            .then(new Event.AgentCompleted(WholeLife.AUTH, WholeLife.AUTH_MODULE, Story.START));

    assertThat(auth(story).progress().percentComplete()).isEqualTo(100);
    assertThat(auth(story).status()).isEqualTo("completed");
  }

  @Test
  void whileItsWorkWaitsToLandThePhaseIsLand() {
    Story story =
        working()
            .showing(WholeLife.AUTH, 40, "VERIFY", "half")
            .then(
                new Event.LandingQueued(
                    new LandingId("l1"), WholeLife.AUTH, WholeLife.AUTH_MODULE, "c1", true));

    assertThat(auth(story).currentPhase()).isEqualTo("LAND");
    assertThat(auth(story).phaseLabel()).isEqualTo("LAND");
    assertThat(auth(story).status()).isEqualTo("active");
  }

  @Test
  void theHeartbeatIsTheSupervisorsAndWithoutOneTheLastThingKnown() {
    Story story = working();
    assertThat(auth(story).lastHeartbeat()).isEqualTo(auth(story).spawnedAt());

    story.showing(WholeLife.AUTH, 40, "IMPLEMENT", "half");

    assertThat(auth(story).lastHeartbeat()).isEqualTo(story.now());
    assertThat(Duration.between(auth(story).spawnedAt(), story.now())).isPositive();
  }
}
