package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.work.Autonomy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RunCommandTest {
  @Test
  void everythingAcceptedEndsWithZeroAndATable() {
    CommandRun command = CommandRun.on(new SimulatedWorld()).run("run");

    assertThat(command.exit()).isZero();
    assertThat(command.out())
        .contains("money: landed on main as", "MODULE", "4 landed", "Nothing is left to do.");
    assertThat(command.service().isStopped()).isTrue();
    assertThat(command.systems().stillOpen()).isZero();
  }

  @Test
  void theFlagsReachTheOwner() {
    CommandRun command =
        CommandRun.on(new SimulatedWorld())
            .run(
                ("run --repo /r --data /d --agent codex --loop bugfix-loop"
                        + " --max-parallel-agents 7 --autonomy manual")
                    .split(" ", -1));

    Opening opening = command.systems().openings().getFirst();
    assertThat(opening.location().repository()).hasToString("/r");
    assertThat(opening.location().data()).hasToString("/d");
    assertThat(opening.agent()).isEqualTo("codex");
    assertThat(opening.loop()).isEqualTo("bugfix-loop");
    assertThat(opening.maxParallelAgents()).isEqualTo(7);
    assertThat(opening.autonomy()).isEqualTo(Autonomy.MANUAL);
    assertThat(opening.mode()).isEqualTo(Mode.AUTOPILOT);
  }

  @Test
  void aQuestionEndsWithThreeAndWhatToType() {
    CommandRun command =
        CommandRun.on(new SimulatedWorld().script("money", Deed.ASK)).run("run", "--repo", "/r");

    String id = command.service().snapshot().state().inboxInOrder().getFirst().id().value();
    assertThat(command.exit()).isEqualTo(3);
    assertThat(command.out())
        .contains("Nothing moves without you:")
        .contains("coppice answer --repo /r " + id + " half-up")
        .contains("Then: coppice run --repo /r");
  }

  @Test
  void anAgentThatNeverSucceedsEndsWithThreeNotForever() {
    CommandRun command =
        CommandRun.on(
                new SimulatedWorld()
                    .script("money", Collections.nCopies(50, Deed.CRASH).toArray(Deed[]::new)))
            .run("run", "--json");

    JsonNode end = command.json();
    assertThat(command.exit()).isEqualTo(3);
    assertThat(end.path("ok").asBoolean()).isFalse();
    assertThat(end.path("outcome").asString()).isEqualTo("needs-person");
    assertThat(end.path("escalations").asInt()).isEqualTo(1);
    assertThat(end.at("/inbox/0/kind").asString()).isEqualTo("escalation");
    assertThat(end.path("accepted").asInt()).isEqualTo(1);
  }

  @Test
  void aModuleThatWasGivenUpEndsWithOneAndTheReasons() {
    CommandRun command = CommandRun.on(new SimulatedWorld().script("money", Deed.ASK)).run("run");
    command.run("terminate", "money");

    command.run("run");

    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.out()).contains("Not everything could be done:", "money: It is held");
  }

  @Test
  void aProgramGetsOneObjectAndNothingElse() {
    CommandRun command = CommandRun.on(new SimulatedWorld()).run("run", "--json");

    assertThat(command.out().lines()).hasSize(1);
    assertThat(command.json().propertyNames())
        .containsExactly(
            "ok",
            "modules",
            "accepted",
            "landings",
            "retries",
            "reassigns",
            "escalations",
            "conflicts",
            "lies",
            "outcome",
            "reasons",
            "inbox",
            "seconds");
    assertThat(command.json().path("ok").asBoolean()).isTrue();
    assertThat(command.json().path("landings").asInt()).isEqualTo(4);
  }

  @Test
  void onceStartsOneRoundOnly() {
    CommandRun command = CommandRun.on(new SimulatedWorld()).run("run", "--once");

    assertThat(command.exit()).isZero();
    assertThat(command.service().snapshot().state().accepted().keySet())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("money", "chart");
    assertThat(command.systems().openings().getFirst().mode()).isEqualTo(Mode.ON_REQUEST);
  }

  @Test
  void aSecondOwnerIsRefused() {
    CommandRun command = CommandRun.on(new SimulatedWorld());
    command
        .systems()
        .ownedBy(new RunningOwner(4711, URI.create("http://127.0.0.1:1"), "secret-token"));

    command.run("run");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .contains("Process 4711 runs this system already", "coppice events --follow")
        .doesNotContain("secret-token");
  }

  @Test
  void ctrlCStopsCleanlyAndSaysHowToGoOn() {
    var person = new ImpatientPerson(1);
    CommandRun command =
        CommandRun.on(new SimulatedWorld().script("money", Deed.HANG))
            .brokenOffBy(person)
            .run("run", "--repo", "/r");

    assertThat(command.exit()).isEqualTo(130);
    assertThat(command.service().isStopped()).isTrue();
    assertThat(command.err())
        .contains("Stopping: agents are asked to end.")
        .contains("`coppice run --repo /r` goes on where this ended.");
    assertThat(person.left).isEmpty();
    assertThat(command.service().snapshot().state().running()).isEmpty();
    assertThat(command.systems().stillOpen()).isZero();
  }

  @Test
  void theSecondCtrlCLeavesAtOnce() {
    var person = new ImpatientPerson(2);
    CommandRun command =
        CommandRun.on(new SimulatedWorld().script("money", Deed.HANG))
            .brokenOffBy(person)
            .inTerminal("xterm")
            .run("run");

    assertThat(person.left).containsExactly(Exit.INTERRUPTED);
    assertThat(command.err()).contains("the next `coppice run` finds them.");
    assertThat(command.out()).contains("\u001b[?25l").contains("\u001b[?25h");
  }

  /// Presses Ctrl-C as soon as somebody listens.
  private static final class ImpatientPerson implements Interrupts {
    private final int times;
    private final List<Exit> left = new ArrayList<>();

    private ImpatientPerson(int times) {
      this.times = times;
    }

    @Override
    public Listening listen(Runnable handler) {
      for (int i = 0; i < times; i++) {
        handler.run();
      }
      return () -> {};
    }

    @Override
    public void leave(Exit exit) {
      left.add(exit);
    }
  }
}
