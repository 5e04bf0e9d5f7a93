package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
  private final CommandRun command = CommandRun.on(new SimulatedWorld());

  static List<String> names() {
    return CommandList.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandExplainsItself(String name) {
    command.run(name, "--help");

    assertThat(command.exit()).isZero();
    assertThat(command.out()).startsWith("Usage: coppice " + name).contains("--help");
    assertThat(command.err()).isEmpty();
    assertThat(command.run("help", name).out()).startsWith("Usage: coppice " + name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyCommandRefusesAFlagItDoesNotKnow(String name) {
    command.run(name, "--nonsense", "x", "y", "z");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err().lines()).hasSize(1);
    assertThat(command.systems().openings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "status --jsno,--json",
    "run --onec,--once",
    "events --folow,--follow",
    "run --max-paralel-agents=3,--max-parallel-agents",
    "demo --no-colour,--no-color",
  })
  void aMistypedFlagIsAnsweredWithTheNearest(String line, String meant) {
    command.run(line.split(" ", -1));

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @CsvSource({"staus,status", "agnets,agents", "Run,run", "ladn,land"})
  void aMistypedCommandIsAnsweredWithTheNearest(String typed, String meant) {
    command.run(typed);

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err())
        .isEqualTo("Unknown command %s. Did you mean `coppice %s`?\n".formatted(typed, meant));
  }

  @Test
  void aWordThatIsNearNothingLeadsToTheList() {
    assertThat(command.run("xyzzy").err())
        .isEqualTo("Unknown command xyzzy. `coppice --help` lists the commands.\n");
    assertThat(command.run("--xyzzy").exit()).isEqualTo(2);
  }

  @Test
  void helpListsEveryCommandButTheHiddenOne() {
    command.run("--help");

    assertThat(command.exit()).isZero();
    assertThat(CommandList.names())
        .allSatisfy(name -> assertThat(command.out()).contains("  " + name));
    assertThat(command.out()).doesNotContain("training");
    assertThat(command.run().exit()).as("no command at all").isEqualTo(2);
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(command.run("--version").out()).matches("coppice \\S+\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "why",
        "agent",
        "logs",
        "spawn",
        "terminate",
        "answer",
        "answer q-1",
        "land",
        "diff",
        "run --max-parallel-agents 0",
        "run --max-parallel-agents many",
        "run --autonomy loud",
        "run extra",
        "demo --agents 0",
        "demo --pace -1",
        "demo --pace soon",
        "next --count few",
        "logs money --lines many",
        "training nothing"
      })
  void whatIsMissingOrOutOfRangeIsRefused(String line) {
    command.run(line.split(" ", -1));

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).isNotBlank().doesNotContain("Exception");
    assertThat(command.systems().openings()).isEmpty();
  }

  @Test
  void whatNobodyExpectedIsOneSentenceAndThePlaceOfTheLog() {
    command.systems().failWith(new IllegalStateException("the moon is full\nand more"));

    command.run("status");

    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.err())
        .isEqualTo(
            "Something unexpected happened: IllegalStateException, the moon is full."
                + " Please report it with the end of /repository/coppice.log.\n");
  }

  @Test
  void aListOfTroublesKeepsItsLinesButCannotSteerTheTerminal() {
    command
        .systems()
        .failWith(new CommandFailure(Exit.REFUSED, "Bad:\n  one\u001b[2J\n  two", "Mend"));

    command.run("status");

    assertThat(command.err()).isEqualTo("Bad:\n  one\n  two\nMend.\n");
  }

  @Test
  void troubleOfTheEnvironmentHasItsOwnExitCode() {
    command.systems().failWith(new CommandFailure(Exit.ENVIRONMENT, "No git", "Install it"));

    command.run("status");

    assertThat(command.exit()).isEqualTo(4);
    assertThat(command.err()).isEqualTo("No git. Install it.\n");
    assertThat(CommandRun.on(new SimulatedWorld()).run("training", "command").exit()).isEqualTo(4);
    assertThat(CommandRun.on(new SimulatedWorld()).run("training").exit()).isZero();
  }

  @Test
  void noArgumentsWhateverShowAStackTrace(@TempDir Path top) {
    var random = new Random(20_261_123);
    List<String> words =
        List.of(
            ("status next why agents agent logs spawn terminate pause resume shutdown events inbox"
                    + " answer land diff config init run help --help --json --repo --data --follow"
                    + " --lines -n --limit --count --agent --loop --autonomy --once --no-color"
                    + " --scope money accounts q-1 full 3 -1 0 -- - --= a/b %2F ?x=1 ü€😀 '\"$(x)"
                    + " @file \u0000 \u001b[2J")
                .split(" ", -1));
    for (int i = 0; i < 600; i++) {
      CommandRun fresh = CommandRun.on(SimulatedOrchestration.small(new SimulatedWorld()), top);
      String[] arguments =
          random
              .ints(random.nextInt(5) + 1, 0, words.size())
              .mapToObj(at -> random.nextInt(20) == 0 ? "x".repeat(at * 9) : words.get(at))
              .toArray(String[]::new);
      // Mostly a real command, so that what comes after it is reached.
      arguments[0] = random.nextInt(8) == 0 ? arguments[0] : words.get(random.nextInt(19));

      fresh.run(arguments);

      assertThat(fresh.out() + fresh.err())
          .as("%s", List.of(arguments))
          .doesNotContain("at dev.coppice", "at java.", "Exception", "unexpected happened");
      assertThat(fresh.exit()).as("%s", List.of(arguments)).isBetween(0, 4);
      assertThat(fresh.systems().stillOpen()).as("%s", List.of(arguments)).isZero();
    }
  }
}
