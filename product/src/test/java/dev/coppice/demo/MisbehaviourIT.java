package dev.coppice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MisbehaviourIT {
  @TempDir Path folder;
  private DemoFiles files;
  private Path system;

  @BeforeEach
  void writeTheSystem() {
    files = DemoFiles.writeInto(folder);
    system = files.repository();
  }

  @Test
  void theMistakeIsRepeatedUntilThePromptNamesTheRedTest() throws IOException {
    run("periods", 1, 1, "");
    String mistaken = read("src/ledger/Period.java");
    Command.Outcome check = Command.run(system, "./test.sh");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.output())
        .containsOnlyOnce("FAILED")
        .contains("FAILED  PeriodTest.decemberIsInTheFourthQuarter")
        .endsWith("13 tests, 1 failed\n");

    run("periods", 2, 1, "a test is red");
    assertThat(read("src/ledger/Period.java")).isEqualTo(mistaken);

    run("periods", 3, 1, check.output());
    assertThat(read("src/ledger/Period.java")).isNotEqualTo(mistaken);
    assertThat(Command.outputOf(system, "./test.sh")).endsWith("13 tests, 0 failed");
  }

  @Test
  void theLieIsRepeatedUntilThePromptSaysThatNothingChanged() {
    for (int number = 1; number <= 2; number++) {
      ScriptedAttempt.Ended ended = run("tables", number, 1, "a test is red");
      assertThat(ended.exit()).isZero();
      assertThat(ended.lastReport().toString())
          .isEqualTo("{\"type\":\"done\",\"summary\":\"all tests pass\"}");
      assertThat(changes()).isEmpty();
    }

    run("tables", 3, 1, "1. It claimed to be done and changed nothing.");
    assertThat(changes()).contains("src/ledger/Table.java").contains("test/ledger/TableTest.java");
  }

  @Test
  void theCrashIsRepeatedUntilAnotherAgentTries() throws IOException {
    for (int number = 1; number <= 3; number++) {
      ScriptedAttempt.Ended ended = run("chart", number, 1, "it crashed, mend this first");
      assertThat(ended.exit()).isGreaterThan(128);
      assertThat(ended.reported("done")).isFalse();
      assertThat(read("src/ledger/ChartCommand.java")).doesNotContain("summary");
    }

    assertThat(run("chart", 4, 2, "").exit()).isZero();
    assertThat(read("src/ledger/ChartCommand.java")).contains("summary").endsWith("}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "half-up",
        "What a person decided:\n1. whatever you like\n\nhalf-up, half-even"
      })
  void theQuestionIsAskedUntilItIsAnswered(String prompt) {
    ScriptedAttempt.Ended ended = run("conversion", 2, 1, prompt);

    assertThat(ended.exit()).isZero();
    assertThat(ended.reported("done")).isFalse();
    assertThat(ended.lastReport().path("type").asString()).isEqualTo("blocker");
    assertThat(ended.lastReport().path("options").toString())
        .isEqualTo("[\"half-up\",\"half-even\"]");
    assertThat(changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"half-up,HALF_UP,0.13 EUR", "Half-Even,HALF_EVEN,0.12 EUR"})
  void theCodeDependsOnTheAnswer(String answer, String mode, String tie) throws IOException {
    run("money", 1, 1, "");

    run("conversion", 2, 1, "What a person decided:\n1. " + answer + "\n\nWhile you work");

    assertThat(read("src/ledger/Rate.java")).contains("RoundingMode." + mode + ";");
    assertThat(read("test/ledger/RateTest.java"))
        .contains("Check.equal(\"" + tie + "\", converted");
    assertThat(Command.outputOf(system, "./test.sh")).endsWith(" 0 failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- **Answer:** half-even", "Answer: half-up\nanswer: half-even"})
  void anAnswerMayStandOnALineOfItsOwn(String prompt) throws IOException {
    run("conversion", 2, 1, prompt);

    assertThat(read("src/ledger/Rate.java")).contains("RoundingMode.HALF_EVEN;");
  }

  private ScriptedAttempt.Ended run(String module, int number, int generation, String prompt) {
    return new ScriptedAttempt(module, number, generation, prompt).runIn(system, files);
  }

  private String changes() {
    return Command.outputOf(system, "git", "status", "--porcelain", "-uall");
  }

  private String read(String path) throws IOException {
    return Files.readString(system.resolve(path));
  }
}
