package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotInForceTest {
  private static List<String> notes(String yaml) {
    return switch (ConfigFile.read(yaml, "test.yaml")) {
      case ConfigReading.Read(var config) -> NotInForce.notes(config);
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  @Test
  void aCheckThatSaysNothingOfTheNetworkIsNotSpokenOf() {
    assertThat(notes("checks: [ { name: test, run: [./test.sh] } ]\n")).isEmpty();
  }

  @Test
  void aCheckThatIsToldToStayOffTheNetworkIsNamed() {
    assertThat(notes("checks: [ { name: test, run: [./test.sh], network: false } ]\n"))
        .containsExactly(
            "coppice.yaml sets network of check test, which has no effect in this version.");
  }
}
