package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.agent.Progress;
import dev.coppice.event.Action;
import dev.coppice.loop.Loop;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.ItemId;
import dev.coppice.work.Retrying;
import dev.coppice.work.WorkItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FailureCascadeTest {
  private static final Retrying RETRYING = new Retrying(3, Duration.ofSeconds(5), 10);

  private static Item item(int repeats, int budget, int parks) {
    var work = new WorkItem(new ItemId("i"), new ModuleId("m"), "quick-loop", "s", 0, 1, List.of());
    Item item = Item.of(work, budget);
    for (int i = 0; i < repeats; i++) {
      item = item.attempted(true);
    }
    for (int i = 0; i < parks; i++) {
      item = item.parked(true);
    }
    return item;
  }

  private static Agent agent(int retries) {
    var assignment =
        new Assignment(new ItemId("i"), new ModuleId("m"), Loop.plain("l"), "s", "worker", 1);
    return new Agent(
        new AgentId(new UUID(1, 1)),
        assignment,
        AgentStatus.ACTIVE,
        new Stage.Interrupted(),
        0,
        Progress.NONE,
        retries,
        3,
        null,
        null,
        null,
        "",
        new Agent.Times(Instant.EPOCH, null, null));
  }

  private static FailureCascade.Step decide(
      FailureCause cause, int seen, int retries, int repeats, int parks) {
    Failure failure = Failure.of(cause, "same", "It broke.", "");
    Item item = item(repeats, 6, parks);
    for (int i = 0; i < seen; i++) {
      item = item.failed(failure);
    }
    return FailureCascade.decide(item, agent(retries), failure, RETRYING, 0.5);
  }

  @ParameterizedTest(
      name = "{0} seen {1} times, agent retried {2} times, {3} repeats, {4} parks: {5}")
  @CsvSource({
    "CRASHED,     1, 0, 0, 0,  RETRY",
    "CRASHED,     1, 2, 2, 0,  RETRY",
    "CRASHED,     1, 3, 3, 0,  REASSIGN",
    "CRASHED,     2, 0, 1, 0,  REASSIGN",
    "CRASHED,     3, 0, 2, 0,  ESCALATE",
    "CRASHED,     1, 0, 6, 0,  ESCALATE",
    "CRASHED,     2, 0, 6, 0,  ESCALATE",
    "HUNG,        1, 0, 0, 0,  RETRY",
    "HUNG,        2, 0, 0, 0,  REASSIGN",
    "CHECK_RED,   1, 0, 0, 0,  RETRY",
    "CHECK_RED,   2, 1, 1, 0,  REASSIGN",
    "CHECK_RED,   3, 1, 2, 0,  ESCALATE",
    "CONFLICT,    1, 0, 5, 0,  RETRY",
    "CONFLICT,    1, 0, 6, 0,  ESCALATE",
    "EMPTY_CLAIM, 1, 0, 0, 0,  RETRY",
    "REJECTED,    2, 0, 1, 0,  REASSIGN",
    "WORKTREE,    3, 0, 0, 0,  ESCALATE",
    "SETUP_RED,   2, 0, 0, 0,  REASSIGN",
    "RATE_LIMIT,  9, 3, 6, 0,  PARK",
    "RATE_LIMIT,  9, 3, 6, 19, PARK",
    "RATE_LIMIT,  1, 0, 0, 20, ESCALATE",
    "NETWORK,     1, 0, 6, 0,  PARK",
    "AUTH,        1, 0, 0, 0,  ESCALATE",
    "MISSING_BINARY, 1, 0, 0, 0, ESCALATE",
    "TRUST,       1, 0, 0, 0,  ESCALATE",
    "MONEY,       1, 0, 0, 0,  ESCALATE"
  })
  void theStepFollowsFromCauseAndHistory(
      FailureCause cause, int seen, int retries, int repeats, int parks, Action expected) {
    assertThat(decide(cause, seen, retries, repeats, parks).action()).isEqualTo(expected);
  }

  @Test
  void pausesGrowFromTheConfiguredDelayAndEndAtTenMinutes() {
    List<Long> pauses =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(parks -> decide(FailureCause.RATE_LIMIT, 1, 0, 0, parks).pause().toSeconds())
            .toList();

    assertThat(pauses).isSorted().startsWith(5L, 10L, 20L, 40L).endsWith(600L);
  }

  @Test
  void agentsThatFailedTogetherDoNotComeBackTogether() {
    Failure failure = Failure.of(FailureCause.CRASHED, "k", "It broke.", "");
    Item item = item(0, 6, 0).failed(failure);
    Duration early = FailureCascade.decide(item, agent(0), failure, RETRYING, 0).pause();
    Duration late = FailureCascade.decide(item, agent(0), failure, RETRYING, 1).pause();

    assertThat(early).isEqualTo(Duration.ofMillis(4375));
    assertThat(late).isEqualTo(Duration.ofMillis(5625));
  }

  @Test
  void evidenceIsActedOnAtOnce() {
    assertThat(decide(FailureCause.CHECK_RED, 1, 0, 0, 0).pause()).isZero();
    assertThat(decide(FailureCause.CONFLICT, 1, 2, 2, 0).pause()).isZero();
  }

  @ParameterizedTest
  @EnumSource(FailureCause.class)
  void theSameFailureAgainAndAgainReachesAPerson(FailureCause cause) {
    Scene scene = Scene.opened(new Given(), "m");
    Failure failure = Failure.of(cause, "same", "It broke.", "the evidence");
    int failures = 0;
    while (scene.state.inbox().isEmpty()) {
      assertThat(++failures).as("failures without a person").isLessThan(40);
      var turn = new Turn(scene.state, scene.now, failures);
      AttemptDecider.fail(turn, scene.agent("m").id(), failure);
      scene.state = turn.state();
      scene.tick(Duration.ofMinutes(15));
    }

    assertThat(scene.item("m").repeats()).isLessThanOrEqualTo(6);
    assertThat(scene.agent("m").status()).isEqualTo(AgentStatus.BLOCKED);
  }
}
