package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.event.InboxItem;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.work.Autonomy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DecidingCommandsTest {
  private static CommandRun waitingForApproval() {
    CommandRun command =
        CommandRun.on(
            new SimulatedOrchestration(
                new SimulatedWorld(),
                SimulatedOrchestration.settings(Autonomy.SUPERVISED, true),
                SimulatedOrchestration.smallRoadmap()),
            Path.of("/repository"));
    return command.run("run");
  }

  private static OrchestratorState state(CommandRun command) {
    return command.service().snapshot().state();
  }

  @Test
  void anAnswerIsTakenDownWithoutStartingAnything() {
    CommandRun command = CommandRun.on(new SimulatedWorld().script("money", Deed.ASK)).run("run");
    InboxItem question = state(command).inboxInOrder().getFirst();

    command.run("answer", question.id().value(), "round", "half", "up");

    assertThat(command.exit()).isZero();
    assertThat(state(command).inbox()).isEmpty();
    assertThat(state(command).items().values().stream().flatMap(item -> item.answers().stream()))
        .anySatisfy(answer -> assertThat(answer).contains("round half up"));
    assertThat(command.systems().openings().getLast().mode()).isEqualTo(Mode.RECORD);
    assertThat(command.systems().stillOpen()).isZero();
  }

  @Test
  void anAnswerToNothingIsRefused() {
    CommandRun command = CommandRun.on(new SimulatedWorld());

    command.run("answer", "q-0000", "yes");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).startsWith("There is no open question q-0000.");
  }

  @Test
  void landStaysUntilTheModuleHasLanded() {
    CommandRun command = waitingForApproval();
    assertThat(state(command).accepted()).isEmpty();

    command.run("land", "money");

    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(state(command).accepted()).containsOnlyKeys(new ModuleId("money"));
    assertThat(command.out()).contains("works the rest").doesNotContain("Nothing is left");
    assertThat(command.run("land", "money").exit()).isEqualTo(2);
    assertThat(command.err()).contains("no work waiting to land");
  }

  @Test
  void theInboxSaysHowToLandAndHowToSendBack() {
    CommandRun command = waitingForApproval();

    command.run("inbox");

    assertThat(command.out()).contains(" land\n", " reject \"what to change\"\n");
  }

  @Test
  void spawnStaysUntilItsAgentIsDone() {
    CommandRun command = CommandRun.on(new SimulatedWorld());

    command.run("spawn", "chart");

    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(command.out()).startsWith("Spawned agent ").contains("accepted");
    assertThat(command.systems().openings().getLast().mode()).isEqualTo(Mode.ON_REQUEST);
    assertThat(command.run("spawn", "balance").err()).contains("needs accounts first");
    assertThat(command.run("spawn", "nothing").exit()).isEqualTo(2);
  }

  @Test
  void terminateEndsAnAgentOnceAndSaysWhenItHadEnded() {
    CommandRun command = CommandRun.on(new SimulatedWorld().script("money", Deed.ASK)).run("run");

    assertThat(command.run("terminate", "money").out()).startsWith("Terminated agent ");
    assertThat(command.run("terminate", "money").out()).contains("had ended already: terminated");
    assertThat(command.run("terminate", "nobody").exit()).isEqualTo(2);
  }

  @Test
  void pauseAndResumeAreTakenDown() {
    CommandRun command = CommandRun.on(new SimulatedWorld());

    assertThat(command.run("pause").exit()).isZero();
    assertThat(state(command).openSystem().status().name()).isEqualTo("PAUSED");
    assertThat(command.run("resume").exit()).isZero();
    assertThat(state(command).openSystem().status().name()).isEqualTo("ACTIVE");
    assertThat(command.run("shutdown").exit()).isZero();
    assertThat(state(command).openSystem().status().name()).isEqualTo("TERMINATED");
  }
}
