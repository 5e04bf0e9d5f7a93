package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Event;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  @Test
  void eachModuleHasALineAndTheTotalsFollow() {
    Story story = WholeLife.story().then(WholeLife.events().toArray(Event[]::new));

    assertThat(SummaryTable.render(story.snapshot()))
        .isEqualTo(
            """
            MODULE   STATUS    AGENTS  ATTEMPTS  RETRIES    TIME  LANDED AS
            auth     accepted       1         2        1   1m40s  1anded0000
            billing  waiting        2         0        0  10m00s  -
            earlier  accepted       0         0        0       -  c0ffee0000

            1 landed, 3 agents, 1 retry, 1 reassignment, 1 escalation, 1 conflict, 1 false claim
            1 module not worked on
            1 question in the inbox
            """);
  }

  @Test
  void withoutWorkThereAreOnlyTotals() {
    assertThat(SummaryTable.render(Story.of(Story.module("auth")).snapshot()))
        .startsWith("MODULE  STATUS  AGENTS")
        .contains("0 landed, 0 agents, 0 retries")
        .contains("1 module not worked on");
  }

  @Test
  void aModuleThatLeftTheRoadmapIsStillTold() {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    story.then(
        new Event.RoadmapRead(
            new dev.coppice.roadmap.Roadmap(
                "demo", "", java.util.List.of(), java.util.List.of(), java.util.List.of())));

    assertThat(SummaryTable.render(story.snapshot())).contains("auth    spawning");
  }
}
