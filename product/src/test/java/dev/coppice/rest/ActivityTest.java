package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActivityTest {
  private final AtomicLong now = new AtomicLong();
  private final Activity activity = new Activity(now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void itIsQuietFromTheStartAndFromEveryEndOn() {
    pass(Duration.ofSeconds(5));
    assertThat(activity.quiet()).isEqualTo(Duration.ofSeconds(5));

    activity.begin();
    activity.begin();
    pass(Duration.ofHours(1));
    activity.end();
    assertThat(activity.quiet()).isZero();

    activity.end();
    pass(Duration.ofSeconds(2));
    assertThat(activity.quiet()).isEqualTo(Duration.ofSeconds(2));
  }
}
