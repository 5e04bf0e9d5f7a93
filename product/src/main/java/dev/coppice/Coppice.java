package dev.coppice;

import dev.coppice.config.Config;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.OrchestrationService;
import java.nio.file.Path;

/// Coppice inside another program: the same service that the command line drives.
///
/// ```java
/// try (Coppice coppice = Coppice.open(Path.of("."), Config.defaults())) {
///   coppice.service().runAutonomousCycle();
/// }
/// ```
public final class Coppice implements AutoCloseable {
  private final OwnedSystem system;

  private Coppice(OwnedSystem system) {
    this.system = system;
  }

  /// Owns the repository that `repository` lies in, until closed. Nothing starts by itself.
  ///
  /// @param config in place of the repository's `coppice.yaml`
  /// @throws RuntimeException of the part that refused, with a message that says what and how to
  ///   mend it
  public static Coppice open(Path repository, Config config) {
    return open(repository, config, Dependencies.NONE);
  }

  /// The same with services of the embedder's own.
  public static Coppice open(Path repository, Config config, Dependencies dependencies) {
    return new Coppice(OwnedSystem.open(repository, null, (_, _) -> config, dependencies, false));
  }

  /// The orchestrator.
  public OrchestrationService service() {
    return system.service();
  }

  /// Gives the repository up. Attempts still running go on; the next owner finds them.
  @Override
  public void close() {
    system.close();
  }
}
