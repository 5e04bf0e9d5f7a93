package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalViewTest {
  @Test
  void theBoxLooksLikeThis() {
    Story story =
        Story.of(Story.module("auth"), Story.module("billing"), Story.module("ui", "auth"));
    story.spawned("auth").spawned("billing");
    story.then(
        new Event.AttemptStarted(
            new dev.coppice.agent.AttemptId("auth-1"), WholeLife.AUTH, 1, story.now()),
        new Event.LandingQueued(new LandingId("l1"), null, new ModuleId("older"), "c1", false),
        WholeLife.inbox(
            "q1", InboxKind.QUESTION, WholeLife.AUTH, WholeLife.AUTH_MODULE, "Which\ndatabase?"));
    story.showing(WholeLife.AUTH, 40, "IMPLEMENT", "half");

    assertThat(TerminalView.render(story.snapshot()))
        .isEqualTo(
            """
            ╔════════════════════════════════════════════════════════════════════╗
            ║ COPPICE ORCHESTRATOR                                               ║
            ║ System: demo                                                       ║
            ║ Status: active                                                     ║
            ║ Target: main (green)                                               ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ MODULES                                                            ║
            ║   Completed:   0                                                   ║
            ║   In Progress: 2                                                   ║
            ║   Pending:     0                                                   ║
            ║   Blocked:     1                                                   ║
            ║   ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░   0%                    ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ AGENTS                                                             ║
            ║   ● auth                 quick-loop            40%                 ║
            ║   ○ billing              quick-loop             0%                 ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ LANDING                                                            ║
            ║   older                waits for your approval                     ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ INBOX                                                              ║
            ║   q1     auth: Which database?                                     ║
            ╠════════════════════════════════════════════════════════════════════╣
            ║ WORK QUEUE                                                         ║
            ║   Pending: 0  In Progress: 2  Completed: 0  Failed: 0              ║
            ╚════════════════════════════════════════════════════════════════════╝
            """);
  }

  @Test
  void withoutASystemItSaysSo() {
    assertThat(TerminalView.render(Snapshots.empty())).contains("No orchestrator initialized");
  }

  @Test
  void whatWaitsForOtherModulesCountsAsStillToBeDone() {
    Story story =
        Story.of(
            Story.module("cart", 0, ModuleStatus.COMPLETE),
            Story.module("auth"),
            Story.module("billing", "auth"));

    assertThat(TerminalView.render(story.snapshot())).contains("Blocked:     1", " 33% ");
  }

  @Test
  void agentsThatWaitOrHaveEndedAreNotAmongTheActiveOnes() {
    Story story = Story.of(Story.module("auth")).spawned("auth");
    story.then(new Event.AgentTerminated(WholeLife.AUTH, "asked to", story.now()));

    assertThat(TerminalView.render(story.snapshot())).contains("none active").doesNotContain("●");
  }

  @Test
  void everyLineHasSeventyColumnsWhateverTheNames() {
    for (int seed = 0; seed < 300; seed++) {
      String box = TerminalView.render(hostile(new Random(seed)).snapshot());

      assertThat(box).endsWith("╝\n").doesNotContain("\u001b");
      assertThat(box.lines())
          .as("seed %d", seed)
          .allSatisfy(line -> assertThat(DisplayText.width(line)).as(line).isEqualTo(70));
    }
  }

  @Test
  void everyLineHasSeventyColumnsAfterEveryEvent() {
    Story story = WholeLife.story();
    for (Event event : WholeLife.events()) {
      assertThat(TerminalView.render(story.then(event).snapshot()).lines())
          .allSatisfy(line -> assertThat(DisplayText.width(line)).as(line).isEqualTo(70));
    }
  }

  static Story hostile(Random random) {
    List<RoadmapModule> modules = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      modules.add(Story.module(i + HostileText.name(random)));
    }
    Story story = Story.of(modules.toArray(RoadmapModule[]::new));
    for (RoadmapModule module : modules) {
      story.spawned(module.id().value());
      AgentId agent = story.agentOf(module.id().value()).id();
      story.showing(agent, random.nextInt(101), HostileText.of(random), HostileText.of(random));
    }
    AgentId asked = story.agentOf(modules.getFirst().id().value()).id();
    story.then(
        WholeLife.inbox(
            "q" + random.nextInt(),
            InboxKind.QUESTION,
            asked,
            modules.getFirst().id(),
            HostileText.of(random)),
        new Event.LandingQueued(new LandingId("l1"), null, modules.getLast().id(), "c1", true),
        new Event.LandingWaits(
            new LandingId("l1"),
            HostileText.of(random),
            List.of(HostileText.of(random)),
            story.now()));
    return story;
  }
}
