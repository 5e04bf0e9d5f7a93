package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `money` waits for an answer, `chart` has landed, nobody owns the system.
class LookingCommandsTest {
  private final CommandRun command = CommandRun.on(new SimulatedWorld().script("money", Deed.ASK));

  @BeforeEach
  void runUntilSomebodyAsks() {
    command.run("run");
  }

  private String question() {
    return command.service().snapshot().state().inboxInOrder().getFirst().id().value();
  }

  @Test
  void statusShowsTheBoxAndWhatToType() {
    command.run("status", "--repo", "/my repo");

    assertThat(command.exit()).isZero();
    assertThat(command.out())
        .contains("System: ledger", "MODULES", "Nobody runs it now")
        .contains("coppice answer --repo '/my repo' " + question() + " half-even");
  }

  @Test
  void inboxShowsEachQuestionWithItsEvidenceAndEveryAnswer() {
    command.run("inbox");

    assertThat(command.out())
        .contains(question() + "  question  money")
        .contains("  Which rounding?")
        .contains("  | thinking about rounding")
        .contains("    coppice answer " + question() + " half-even")
        .contains("    coppice answer " + question() + " half-up");
  }

  @Test
  void agentsAreListedInTheOrderTheyWereSpawned() {
    command.run("agents");

    assertThat(command.out().lines().map(line -> line.split("\\s+", -1)[1]))
        .containsExactly("MODULE", "money", "chart");
  }

  @Test
  void anAgentIsFoundByItsModule() {
    command.run("agent", "money");

    assertThat(command.out())
        .contains("module     money", "status     blocked", "coppice logs money");
    assertThat(command.run("agent", "nobody").exit()).isEqualTo(2);
    assertThat(command.err()).startsWith("Agent not found. ").contains("\"nobody\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "logs", "why", "diff"})
  void anEmptyIdIsRefusedInsteadOfAnswered(String name) {
    assertThat(command.run(name, " ").exit()).isEqualTo(2);
    assertThat(command.err()).startsWith("An empty id names nothing.");
  }

  @Test
  void whyGivesEveryReason() {
    command.run("why", "balance");

    assertThat(command.out())
        .startsWith("balance: passed-over (layer 2, blocked)")
        .contains("It waits for accounts")
        .contains("leverage ");
    assertThat(command.run("why", "nothing").exit()).isEqualTo(2);
    assertThat(command.err()).contains("The roadmap has no module \"nothing\"");
  }

  @Test
  void nextSaysWhenNothingIsLeftToStart() {
    assertThat(command.run("next").out()).startsWith("No module can be started now.");
    assertThat(CommandRun.on(new SimulatedWorld()).run("next").out())
        .startsWith("MODULE")
        .contains("money", "chart");
  }

  @Test
  void aLogCannotSteerTheTerminalButReachesAPipeUnchanged() {
    assertThat(command.run("logs", "money").out()).contains("second \u001b[2Jline");

    command.inTerminal("xterm").run("logs", "money", "-n", "2");

    assertThat(command.out()).isEqualTo("second line\nthird line\n");
  }

  @Test
  void eventsAreSentencesWithTheTimeOfDay() {
    command.run("events", "--limit", "3");

    assertThat(command.out().lines())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d  .+"));
    assertThat(command.run("events", "--follow").exit()).isEqualTo(2);
    assertThat(command.err()).contains("nothing to follow");
  }

  @Test
  void theDiffIsShownAsItIs() {
    assertThat(command.run("diff", "chart").out()).isEqualTo("--- a/chart\n+++ b/chart\n+new\n");
  }

  @Test
  void configIsShownOrRefusedWithThePlace() {
    assertThat(command.run("config").out()).contains("agent: claude   # default");
    assertThat(command.run("config", "--json").json().at("/entries/0/key").asString())
        .isEqualTo("agent");

    command.run("config", "--repo", "/broken");

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("coppice.yaml:3:1", "Did you mean `agent`?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "next",
        "why money",
        "agents",
        "agent money",
        "logs money",
        "inbox",
        "diff money",
        "config"
      })
  void aProgramGetsOneJsonObject(String line) {
    command.run((line + " --json").split(" ", -1));

    assertThat(command.exit()).isZero();
    assertThat(command.out().lines()).hasSize(1);
    assertThat(command.json().isObject()).isTrue();
  }

  @Test
  void aProgramGetsOneEventALine() {
    command.run("events", "--json", "--limit", "2");

    assertThat(command.out().lines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("{\"id\":"));
  }

  @Test
  void lookingOwnsNothing() {
    int before = command.systems().openings().size();

    command.run("status");
    command.run("inbox");
    command.run("why", "money");

    assertThat(command.systems().openings()).hasSize(before);
  }
}
