package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.store.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final Caller ADMIN = new Caller.Admin("aaaaaaaa");

  private final AtomicLong now = new AtomicLong();
  private final Rate rate = new Rate(50, now::get);

  @Test
  void twiceASecondsWorthMayComeAtOnceAndThenSoManyASecond() {
    assertThat(passing(ADMIN, 500)).isEqualTo(100);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(passing(ADMIN, 500)).isEqualTo(50);
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(passing(ADMIN, 500)).isEqualTo(100);
  }

  @Test
  void whoIsRefusedIsToldHowLongToWait() {
    passing(ADMIN, 100);

    Optional<Duration> wait = rate.refusal(ADMIN);

    assertThat(wait).contains(Duration.ofMillis(20));
    now.addAndGet(wait.orElseThrow().toNanos());
    assertThat(rate.refusal(ADMIN)).isEmpty();
  }

  @Test
  void oneAgentHasATenthAndAllOfThemHaveHalf() {
    assertThat(passing(agent(0), 500)).isEqualTo(10);
    int others = 0;
    for (int i = 1; i < 50; i++) {
      others += passing(agent(i), 500);
    }

    assertThat(others).isEqualTo(40);
    assertThat(passing(ADMIN, 500)).isEqualTo(50);
  }

  @Test
  void howeverManyTokensThereAreOnlySomeAreRemembered() {
    for (int i = 0; i < 100_000; i++) {
      rate.refusal(agent(i));
      now.addAndGet(Duration.ofMillis(100).toNanos());
    }

    assertThat(rate.remembered()).isLessThanOrEqualTo(1_000);
  }

  private int passing(Caller caller, int tries) {
    int passed = 0;
    for (int i = 0; i < tries; i++) {
      passed += rate.refusal(caller).isEmpty() ? 1 : 0;
    }
    return passed;
  }

  private static Caller agent(int number) {
    return new Caller.OfAttempt(new AttemptId("a-" + number), "%08x".formatted(number));
  }
}
