package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.store.Caller;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class McpSessionsTest {
  private static final Caller ADA = new Caller.Admin("ada");
  private static final Caller BOB = new Caller.Admin("bob");

  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final McpSessions sessions = new McpSessions(3, () -> now);

  @Test
  void aSessionIsForgottenAfterAnHourWithoutARequest() {
    begin("idle");
    begin("used");
    pass(Duration.ofMinutes(40));
    use("used");
    pass(Duration.ofMinutes(40));

    assertThat(sessions.tooMany()).containsExactly("idle");
  }

  @Test
  void aSessionWithAnOpenStreamIsNotIdle() {
    begin("listening");
    assertThat(sessions.enter("listening", ADA)).isTrue();
    pass(Duration.ofHours(5));

    assertThat(sessions.tooMany()).isEmpty();

    sessions.leave("listening");
    pass(Duration.ofMinutes(61));
    assertThat(sessions.tooMany()).containsExactly("listening");
  }

  @Test
  void theLongestIdleMakesRoomAndOneAtWorkOnlyAtLast() {
    begin("working");
    assertThat(sessions.enter("working", ADA)).isTrue();
    pass(Duration.ofSeconds(1));
    begin("older");
    pass(Duration.ofSeconds(1));
    begin("newer");

    assertThat(sessions.tooMany()).containsExactly("older");

    assertThat(sessions.enter("older", ADA)).isTrue();
    assertThat(sessions.enter("newer", ADA)).isTrue();
    assertThat(sessions.tooMany()).containsExactly("working");
  }

  @Test
  void aSessionBelongsToTheTokenThatBeganIt() {
    begin("adas");

    assertThat(sessions.enter("adas", BOB)).isFalse();
    assertThat(sessions.enter("nobodys", ADA)).isFalse();
    assertThat(sessions.enter("adas", ADA)).isTrue();
  }

  @Test
  void aSessionThatEndsCancelsItsCalls() {
    begin("one");
    OpenCall call = sessions.openCall("one", StringNode.valueOf("a")).orElseThrow();
    assertThat(sessions.openCall("one", StringNode.valueOf("a"))).isEmpty();

    sessions.remove("one");

    assertThat(call.isCancelled()).isTrue();
    assertThat(sessions.size()).isZero();
  }

  @Test
  void onlyTheCallThatIsMeantIsCancelled() {
    begin("one");
    begin("two");
    OpenCall meant = sessions.openCall("one", StringNode.valueOf("a")).orElseThrow();
    OpenCall other = sessions.openCall("one", StringNode.valueOf("b")).orElseThrow();
    OpenCall elsewhere = sessions.openCall("two", StringNode.valueOf("a")).orElseThrow();

    sessions.cancel("one", StringNode.valueOf("a"));
    sessions.cancel("one", StringNode.valueOf("none"));

    assertThat(meant.isCancelled()).isTrue();
    assertThat(other.isCancelled()).isFalse();
    assertThat(elsewhere.isCancelled()).isFalse();
  }

  private void begin(String id) {
    sessions.add(id, ADA);
  }

  private void use(String id) {
    assertThat(sessions.enter(id, ADA)).isTrue();
    sessions.leave(id);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
