package dev.coppice.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TailTest {
  private static String of(String... lines) {
    var tail = new Tail();
    for (String line : lines) {
      tail.add(line);
    }
    return tail.text();
  }

  @Test
  void terminalControlIsTakenOut() {
    assertThat(of("\u001B[31mred\u001B[0m and \u001B]0;title\u0007plain\b\u0000\r"))
        .isEqualTo("red and plain");
    assertThat(of("a\tb")).isEqualTo("a\tb");
    assertThat(of("größe 日本")).isEqualTo("größe 日本");
    assertThat(of("")).isEmpty();
  }

  @Test
  void theEndStaysAndTheLengthIsBounded() {
    var tail = new Tail();
    for (int i = 0; i < 100_000; i++) {
      tail.add("line " + i);
    }
    assertThat(tail.text()).endsWith("line 99999").doesNotContain("line 90000\n");
    assertThat(tail.text().length()).isBetween(7_000, 8_000);
  }

  @Test
  void aLineWithoutAnEndIsCut() {
    assertThat(of("x".repeat(1_000_000)).length()).isLessThan(2_100);
    assertThat(of("x".repeat(1_000_000), "last")).endsWith("...\nlast");
  }
}
