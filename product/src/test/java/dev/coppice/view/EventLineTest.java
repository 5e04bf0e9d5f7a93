package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.Event;
import dev.coppice.event.OrchestrationEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLineTest {
  private static List<String> lines() {
    return WholeLife.story().then(WholeLife.events().toArray(Event[]::new)).published().stream()
        .map(EventLine::of)
        .toList();
  }

  @Test
  void everyEventHasASentence() {
    assertThat(lines())
        .allSatisfy(line ->
            assertThat(line)
                .isNotBlank()
                .doesNotContain("null", "  ", "()")
                .doesNotEndWith(":")
                .doesNotEndWith(" "));
  }

  @Test
  void theImportantOnesReadLikeThis() {
    assertThat(lines())
        .contains(
            "system demo opened for the first time",
            "chosen: auth, billing (parallel-async)",
            "auth: agent claude spawned, quick-loop",
            "auth: worktree cut from c0ffee0000",
            "auth: attempt 1 runs",
            "auth: claimed \"tests pass\", but check test is red",
            "auth: check test red, exit code 1",
            "auth: check test red, retry 1 of 3 with the evidence",
            "auth: verification-gate passed: checks green",
            "auth: verified, waits for approval to land",
            "auth: inbox q1: Land auth? [yes | no]",
            "auth: does not merge into what landed meanwhile: src/a, src/b",
            "auth: landing waits: your checkout has edits there: src/a",
            "auth: landed on main as 1anded0000 (test)",
            "auth: accepted after 1m30s",
            "billing: check test red; the same failure was seen twice",
            "billing: agent claude spawned (number 2), quick-loop",
            "billing: check test red; a person is asked: seen 3 times",
            "target main is red at bad0000000: check test red.",
            "paused: asked to; nothing new is started");
  }

  @Test
  void whatAnAgentWritesCannotSteerTheTerminal() {
    assertThat(
            EventLine.of(
                event("agent:blocked", Map.of("inbox", "q1", "reason", "a\u001b[2J\nb\u0007"))))
        .isEqualTo("auth: blocked (q1): a b");
  }

  @Test
  void missingDataAndUnknownTypesStillReadWell() {
    for (EventType type : EventType.values()) {
      assertThat(EventLine.of(event(type.text(), Map.of()))).startsWith("auth: ");
    }
    assertThat(EventLine.of(event("moon:rises", Map.of()))).isEqualTo("auth: moon:rises");
  }

  private static OrchestrationEvent event(String type, Map<String, Object> data) {
    return new OrchestrationEvent("id", 1, type, "o", null, "auth", Instant.EPOCH, data);
  }
}
