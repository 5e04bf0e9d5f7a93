package dev.coppice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir Path folder;

  private final CommandRun command =
      CommandRun.on(new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.LIE));

  private List<String> answers() {
    return command.service().snapshot().state().items().values().stream()
        .flatMap(item -> item.answers().stream())
        .toList();
  }

  @Test
  void endsGreenAndSaysWhereToLook() {
    command.run("demo", "--dir", folder.toString());

    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("Which rounding? [half-even | half-up]")
        .contains("main is green: ./test.sh passes.")
        .contains("git -C " + folder + " log --oneline --graph");
    assertThat(answers()).anySatisfy(answer -> assertThat(answer).endsWith("Answer: half-even"));
  }

  @Test
  void theAnswerMayBeGiven() {
    command.run("demo", "--dir", folder.toString(), "--answer", "half-up");

    assertThat(command.exit()).as(command.err()).isZero();
    assertThat(answers()).anySatisfy(answer -> assertThat(answer).endsWith("Answer: half-up"));
  }

  @Test
  void aProgramGetsTheCountsOfTheWholeLife() {
    command.run("demo", "--dir", folder.toString(), "--json", "--agents", "2");

    assertThat(command.exit()).isZero();
    assertThat(command.out().lines()).hasSize(1);
    assertThat(command.json().propertyNames())
        .containsExactly(
            "ok",
            "dir",
            "modules",
            "accepted",
            "landings",
            "retries",
            "reassigns",
            "escalations",
            "conflicts",
            "lies",
            "seconds");
    assertThat(command.json().path("ok").asBoolean()).isTrue();
    assertThat(command.json().path("dir").asString()).isEqualTo(folder.toString());
    assertThat(command.json().path("accepted").asInt()).isEqualTo(4);
    assertThat(command.json().path("lies").asInt()).isEqualTo(1);
    assertThat(command.systems().openings().getFirst().maxParallelAgents()).isEqualTo(2);
  }

  @Test
  void testsThatAreRedInTheEndAreAFailure() {
    command.systems().turnRed();

    command.run("demo", "--dir", folder.toString());

    assertThat(command.exit()).isEqualTo(1);
    assertThat(command.out()).contains("main is red: ./test.sh fails:", "  | 1 test failed");
  }

  @Test
  void aFolderWithSomethingInItIsRefused() throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "keep me");

    command.run("demo", "--dir", folder.toString());

    assertThat(command.exit()).isEqualTo(2);
    assertThat(command.err()).contains("is not an empty folder");
    assertThat(folder.resolve("mine.txt")).hasContent("keep me");
    assertThat(command.run("demo", "--dir", folder.resolve("mine.txt").toString()).exit())
        .isEqualTo(2);
  }
}
