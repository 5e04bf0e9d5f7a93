package dev.coppice;

import dev.coppice.config.Config;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.OrchestrationService;
import java.nio.file.Path;

/// Owns systems for tests, as `coppice run` does: with the lock, and filling free slots by itself.
public record OwnedSystems(OrchestrationService service, Runnable close) {
  public static OwnedSystems run(Path repository, Config config) {
    OwnedSystem system =
        OwnedSystem.open(repository, null, (_, _) -> config, Dependencies.NONE, true);
    return new OwnedSystems(system.service(), system::close);
  }
}
