package dev.coppice;

import dev.coppice.config.Config;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.MailboxOrchestrationService;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.SystemName;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.Tokens;
import dev.coppice.worktree.RepositoryPlace;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A service of this process, and at most one system that it owns.
final class OwnedSystem implements AutoCloseable {
  private final MailboxOrchestrationService service;
  private final OwnedWorlds worlds;
  private final Tokens tokens;
  private final AgentDoor agents;

  /// How a system is owned.
  ///
  /// @param data where its data lies, when not at the usual place
  /// @param configs reads the configuration of a checkout in a data directory
  /// @param autopilot whether free slots are filled without being asked
  /// @param serving whether this process stays when there is nothing to do
  record Manner(
      @Nullable Path data,
      BiFunction<Path, Path, Config> configs,
      Dependencies dependencies,
      boolean autopilot,
      boolean serving) {}

  /// Owns nothing until [OrchestrationService#initializeOrchestrator] names it.
  OwnedSystem(Manner manner, AllowedRoots roots, Tokens tokens) {
    InstantSource clock = InstantSource.system();
    this.agents = new AgentDoor(tokens);
    var local =
        new LocalWorlds(
            manner.data(),
            manner.configs(),
            System.getenv(),
            clock,
            agents,
            (id, config, redaction) ->
                ProgramLog.heed(id, config.orchestrator().logLevel(), redaction));
    this.tokens = tokens;
    this.worlds = new OwnedWorlds(local, roots, tokens, manner.serving());
    this.service =
        new MailboxOrchestrationService(
            worlds, clock, RandomGenerator.of("L64X128MixRandom"), manner.autopilot());
    service.setDependencies(manner.dependencies());
  }

  /// Opens or resumes the system of the repository that a folder lies in; whatever is refused
  /// leaves nothing behind.
  static OwnedSystem open(Path anywhere, Manner manner, Tokens tokens) {
    RepositoryPlace place = RepositoryPlace.find(anywhere);
    String systemId = systemId(place, DataDirectory.at(place.commonDir(), manner.data()).path());
    var system = new OwnedSystem(manner, AllowedRoots.ANYWHERE, tokens);
    var _ = system.service.initializeOrchestrator(systemId, place.root());
    return system;
  }

  /// The same without anybody else who may ask.
  static OwnedSystem open(
      Path anywhere,
      @Nullable Path data,
      BiFunction<Path, Path, Config> configs,
      Dependencies dependencies,
      boolean autopilot) {
    var manner = new Manner(data, configs, dependencies, autopilot, false);
    return open(anywhere, manner, Tokens.none());
  }

  /// The system a data directory knows the repository as, else one named like its folder.
  static String systemId(RepositoryPlace place, Path data) {
    List<String> known = OwnedWorlds.known(place, data);
    Path folder = place.root().getFileName();
    return known.size() == 1
        ? known.getFirst()
        : SystemName.ofFolder(folder == null ? "" : folder.toString());
  }

  OrchestrationService service() {
    return service;
  }

  /// Whom it may answer.
  Tokens tokens() {
    return tokens;
  }

  /// The data directory of the system it owns.
  Path data() {
    return worlds.data();
  }

  /// Tells which data directory it is, now or once a system is open.
  void whenOpened(Consumer<Path> listener) {
    worlds.whenOpened(listener);
  }

  /// Tells other processes where it is asked, now or once it owns a system, and agents from now on.
  void listensAt(URI address) {
    agents.open(address);
    worlds.listensAt(address);
  }

  @Override
  public void close() {
    service.close();
  }
}
