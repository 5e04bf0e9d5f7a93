package dev.coppice;

import dev.coppice.config.Config;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.MailboxOrchestrationService;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.AuditLog;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.OrchestratorFile;
import dev.coppice.store.OwnerLock;
import dev.coppice.worktree.RepositoryPlace;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A system this process owns: the lock on its repository, and the service behind it.
final class OwnedSystem implements AutoCloseable {
  private final OwnerLock lock;
  private final MailboxOrchestrationService service;
  private final Path data;
  private final String systemId;
  private final AuditLog audit;

  private OwnedSystem(
      OwnerLock lock, MailboxOrchestrationService service, Path data, String systemId) {
    this.lock = lock;
    this.service = service;
    this.data = data;
    this.systemId = systemId;
    this.audit = new AuditLog(data, InstantSource.system());
  }

  /// Takes the lock, then opens or resumes the system; whatever is refused gives the lock back.
  static OwnedSystem open(
      Path anywhere,
      @Nullable Path namedData,
      BiFunction<Path, Path, Config> configs,
      Dependencies dependencies,
      boolean autopilot) {
    RepositoryPlace place = RepositoryPlace.find(anywhere);
    OwnerLock lock = acquire(place);
    try {
      Path data = DataDirectory.open(place.commonDir(), namedData).path();
      CheckoutConfig.layOutScript(data);
      InstantSource clock = InstantSource.system();
      var worlds = new LocalWorlds(namedData, configs, System.getenv(), clock);
      var service =
          new MailboxOrchestrationService(
              worlds, clock, RandomGenerator.of("L64X128MixRandom"), autopilot);
      service.setDependencies(dependencies);
      String systemId = systemId(place, data);
      var _ = service.initializeOrchestrator(systemId, place.root());
      return new OwnedSystem(lock, service, data, systemId);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static OwnerLock acquire(RepositoryPlace place) {
    return switch (OwnerLock.acquire(place.commonDir())) {
      case OwnerLock.Acquired.Held(var held) -> held;
      case OwnerLock.Acquired.Taken(var owner) ->
          throw new OrchestrationException(
              Refusal.Kind.CONFLICT,
              owner == null
                  ? "Another process owns %s.".formatted(place.root())
                  : "Process %d owns %s.".formatted(owner.pid(), place.root()),
              "Commands reach it from here; stop it to own the repository yourself.");
    };
  }

  /// The system a data directory holds already, else one named like its folder.
  static String systemId(RepositoryPlace place, Path data) {
    List<String> known = OrchestratorFile.systems(data);
    String named = String.valueOf(place.root().getFileName());
    return known.size() == 1 && data.startsWith(place.commonDir()) ? known.getFirst() : named;
  }

  OrchestrationService service() {
    return service;
  }

  Path data() {
    return data;
  }

  /// Where changes are written down, whichever way they were asked for.
  AuditLog audit() {
    return audit;
  }

  void publish(URI address) {
    var _ = lock.publish(address, systemId, data);
  }

  @Override
  public void close() {
    try {
      service.close();
    } finally {
      lock.close();
    }
  }
}
