package housefixture.impure.agent;

import java.time.Instant;

public record AsksTheTime(Instant at) {
  public AsksTheTime() {
    this(Instant.now());
  }
}
