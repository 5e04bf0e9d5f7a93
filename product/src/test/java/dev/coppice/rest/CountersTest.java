package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void requestsOfOneKindAreCountedTogether() {
    counters.add("GET", "/agents/{id}", 200, Duration.ofMillis(2));
    counters.add("GET", "/agents/{id}", 200, Duration.ofMillis(3));
    counters.add("GET", "/agents/{id}", 404, Duration.ofMillis(1));

    assertThat(counters.answered())
        .containsExactly(
            new Counters.Answered("GET", "/agents/{id}", 200, 2, Duration.ofMillis(5)),
            new Counters.Answered("GET", "/agents/{id}", 404, 1, Duration.ofMillis(1)));
  }

  @Test
  void inventedMethodsMakeOneKindHoweverManyThereAre() {
    for (int i = 0; i < 1000; i++) {
      counters.add("M" + i, "other", 405, Duration.ZERO);
    }

    assertThat(counters.answered())
        .containsExactly(new Counters.Answered("other", "other", 405, 1000, Duration.ZERO));
  }

  @Test
  void everyReasonIsThereFromTheStart() {
    counters.refuse(Counters.Reason.RATE);

    assertThat(counters.refused()).hasSize(Counters.Reason.values().length);
    assertThat(counters.refused()).containsEntry(Counters.Reason.RATE, 1L);
    assertThat(counters.refused()).containsEntry(Counters.Reason.BODY, 0L);
  }
}
