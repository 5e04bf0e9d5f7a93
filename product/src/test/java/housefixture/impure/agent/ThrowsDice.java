package housefixture.impure.agent;

import java.util.UUID;

public record ThrowsDice(UUID id) {
  public ThrowsDice() {
    this(UUID.randomUUID());
  }
}
