package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.agent.AttemptId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSpecTest {
  @Test
  void whatCannotBeRunIsRefusedWithTheReason() {
    assertThatThrownBy(() -> spec(List.of(), Map.of()))
        .hasMessage("the command of attempt-1 is empty");
    assertThatThrownBy(() -> spec(List.of("a=b"), Map.of()))
        .hasMessage("the name of a command must not contain \"=\": a=b");
    assertThatThrownBy(() -> spec(List.of("a", "b\0"), Map.of()))
        .hasMessage("an argument must not contain a NUL character");
    assertThatThrownBy(() -> spec(List.of("a"), Map.of("", "x")))
        .hasMessageStartingWith("an environment name must not be empty");
    assertThatThrownBy(() -> spec(List.of("a"), Map.of("X", "\0")))
        .hasMessage("the environment value of X must not contain a NUL character");
  }

  @Test
  void limitsMustBePositive() {
    assertThatThrownBy(() -> RunLimits.defaults().withIdle(Duration.ZERO))
        .hasMessage("idle must be at least 1 ms, not PT0S");
    assertThatThrownBy(() -> RunLimits.defaults().withOutputBytes(0))
        .hasMessage("outputBytes must be above 0, not 0");
  }

  private static RunSpec spec(List<String> command, Map<String, String> environment) {
    return new RunSpec(
        new AttemptId("attempt-1"), command, Path.of("/"), environment, null, RunLimits.defaults());
  }
}
