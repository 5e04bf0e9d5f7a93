package housefixture.impure.agent;

import java.time.Duration;
import java.util.Random;

public record Innocent(Duration pause, Random seeded) {
  public Innocent(long seed) {
    this(Duration.ZERO, new Random(seed));
  }
}
