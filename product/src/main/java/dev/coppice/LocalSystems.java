package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.cli.ConfigReport;
import dev.coppice.cli.DemoRequest;
import dev.coppice.cli.DemoSystem;
import dev.coppice.cli.Location;
import dev.coppice.cli.LogChoice;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Owner;
import dev.coppice.cli.RunningOwner;
import dev.coppice.cli.Served;
import dev.coppice.cli.Serving;
import dev.coppice.cli.Systems;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigEntry;
import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import dev.coppice.config.Overrides;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.LocalWorlds;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.StoredOrchestrationService;
import dev.coppice.rest.RestApi;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.OwnerAddress;
import dev.coppice.store.OwnerLock;
import dev.coppice.store.TokenFile;
import dev.coppice.store.Tokens;
import dev.coppice.worktree.RepositoryPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Systems on this machine, as the command line needs them. Everything is wired here, by hand.
class LocalSystems implements Systems {
  private final LocalOwners owners;
  private final Map<Path, RepositoryPlace> places = new ConcurrentHashMap<>();

  LocalSystems() {
    this(Dependencies.NONE);
  }

  /// @param dependencies what owners use in place of Coppice's own
  LocalSystems(Dependencies dependencies) {
    this.owners = new LocalOwners(dependencies, System.getenv());
  }

  @Override
  public Path findTop(Path place) {
    return Failures.told(() -> place(place).root());
  }

  @Override
  public Optional<RunningOwner> findOwner(Location location) {
    return Failures.told(() ->
        OwnerLock.find(RepositoryPlace.find(location.repository()).commonDir())
            .map(LocalSystems::running));
  }

  @Override
  public RunningOwner startOwner(Location location) {
    return Failures.told(
        () -> running(new BackgroundOwner(location, place(location.repository())).findOrStart()));
  }

  /// Asked once: whoever looks for owners again and again looks in the same repository.
  private RepositoryPlace place(Path anywhere) {
    return places.computeIfAbsent(anywhere, RepositoryPlace::find);
  }

  private static RunningOwner running(OwnerAddress owner) {
    return new RunningOwner(
        owner.pid(), owner.address(), TokenFile.read(owner.dataDir()).token(), owner.serving());
  }

  @Override
  public Path tokenFile(Location location) {
    return Failures.told(() -> TokenFile.at(dataDirectory(location)));
  }

  @Override
  public String token(Location location, boolean readOnly) {
    return Failures.told(() -> {
      String token = TokenFile.open(dataDirectory(location)).token();
      return readOnly ? new Tokens(token).reader() : token;
    });
  }

  /// Where a running owner has its data, else where the next one would.
  private static Path dataDirectory(Location location) {
    Path commonDir = RepositoryPlace.find(location.repository()).commonDir();
    return OwnerLock.find(commonDir)
        .map(OwnerAddress::dataDir)
        .orElseGet(() -> DataDirectory.at(commonDir, location.data()).path());
  }

  @Override
  public List<String> program() {
    return OwnProgram.launcher()
        .map(launcher -> List.of(launcher.toString()))
        .orElseGet(OwnProgram::java);
  }

  @Override
  public Owner openOwner(Opening opening) {
    return Failures.told(() -> owners.own(opening));
  }

  @Override
  public Served serve(Serving serving) {
    return Failures.told(() -> owners.serve(serving));
  }

  @Override
  public Api openStore(Location location) {
    return Failures.told(() -> {
      RepositoryPlace place = RepositoryPlace.find(location.repository());
      Path data = DataDirectory.at(place.commonDir(), location.data()).path();
      var worlds =
          new LocalWorlds(
              location.data(),
              new CheckoutConfig(Overrides.NONE)::read,
              System.getenv(),
              InstantSource.system());
      var service =
          StoredOrchestrationService.read(worlds, OwnedSystem.systemId(place, data), place.root());
      return new InProcessApi(new RestApi(service), service::close);
    });
  }

  @Override
  public ConfigReport readConfig(Location location) {
    return Failures.told(() -> {
      RepositoryPlace place = RepositoryPlace.find(location.repository());
      Path data = DataDirectory.at(place.commonDir(), location.data()).path();
      Path file = place.root().resolve(ConfigFile.NAME);
      return switch (CheckoutConfig.reading(place.root(), data)) {
        case ConfigReading.Read(var config) -> report(file, config);
        case ConfigReading.Refused(var problems) ->
            new ConfigReport(
                file,
                Files.exists(file),
                problems.stream().map(Object::toString).toList(),
                "",
                List.of());
      };
    });
  }

  /// A good file may still ask for what there is not, a loop for example.
  private static ConfigReport report(Path file, Config config) {
    List<String> problems;
    try {
      var _ = LocalWorlds.settings(config, new BuiltInLoops().loops());
      problems = List.of();
    } catch (OrchestrationException e) {
      problems = List.of(ConfigFile.NAME + ": " + e.getMessage() + " " + e.remedy());
    }
    return new ConfigReport(
        file,
        Files.exists(file),
        problems,
        config.toYaml(),
        config.entries().stream().map(LocalSystems::entry).toList());
  }

  private static ConfigReport.Entry entry(ConfigEntry entry) {
    return new ConfigReport.Entry(entry.key(), entry.value(), entry.origin().text());
  }

  @Override
  public DemoSystem createDemo(DemoRequest request) {
    return Failures.told(() -> DemoRepository.make(request));
  }

  @Override
  public void chooseLog(LogChoice choice) {
    Failures.told(() -> {
      ProgramLog.choose(choice);
      return "";
    });
  }

  @Override
  public Path log() {
    return ProgramLog.file();
  }

  @Override
  public void train(boolean stays) {
    Failures.told(() -> {
      Training.run(stays);
      return "";
    });
  }
}
