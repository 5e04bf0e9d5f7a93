package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportParserTest {
  @Test
  void everyKindIsUnderstood() {
    assertThat(
            ReportParser.parse(
                "{\"type\":\"progress\",\"percent\":40,\"phase\":\"IMPLEMENT\",\"note\":\"n\",\"new\":1}"))
        .isEqualTo(new ReportLine.Progress(40, "IMPLEMENT", "n"));
    assertThat(ReportParser.parse("{\"percent\":99.6,\"type\":\"progress\"}"))
        .isEqualTo(new ReportLine.Progress(99, null, null));
    assertThat(
            ReportParser.parse(
                "{\"type\":\"blocker\",\"question\":\"which?\",\"options\":[\"a\",2]}"))
        .isEqualTo(new ReportLine.Blocker("which?", List.of("a", "2")));
    assertThat(ReportParser.parse("{\"type\":\"blocker\",\"question\":\"which?\"}"))
        .isEqualTo(new ReportLine.Blocker("which?", null));
    assertThat(ReportParser.parse("{\"type\":\"note\",\"text\":\"t\"}"))
        .isEqualTo(new ReportLine.Note("t"));
    assertThat(ReportParser.parse("{\"type\":\"done\"}")).isEqualTo(new ReportLine.Done(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "done",
        "{",
        "[]",
        "null",
        "7",
        "{}",
        "{\"type\":7}",
        "{\"type\":\"finish\"}",
        "{\"type\":\"note\"}",
        "{\"type\":\"note\",\"text\":7}",
        "{\"type\":\"blocker\"}",
        "{\"type\":\"progress\"}",
        "{\"type\":\"progress\",\"percent\":\"40\"}",
        "{\"type\":\"progress\",\"percent\":101}",
        "{\"type\":\"progress\",\"percent\":-1}",
        "{\"type\":\"progress\",\"percent\":1e999}",
        "{\"type\":\"done\"} {\"type\":\"done\"}"
      })
  void whatIsNotUnderstoodIsKeptAsWritten(String line) {
    assertThat(ReportParser.parse(line)).isInstanceOf(ReportLine.Unreadable.class);
    assertThat(((ReportLine.Unreadable) ReportParser.parse(line)).line()).isEqualTo(line);
  }

  @Test
  void noLineOfAnyShapeThrows() {
    Random random = new Random(7);
    String alphabet = "{}[]\":,0123456789.eE+-truefalsnul \\u\0\ud800typedone";
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(ReportParser.parse(line.toString())).isNotNull();
    }
    assertThat(ReportParser.parse("[".repeat(60_000))).isInstanceOf(ReportLine.Unreadable.class);
    assertThat(ReportParser.parse("{\"type\":\"progress\",\"percent\":" + "9".repeat(5000) + "}"))
        .isInstanceOf(ReportLine.Unreadable.class);
  }
}
