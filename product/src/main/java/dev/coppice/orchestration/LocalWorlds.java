package dev.coppice.orchestration;

import dev.coppice.config.AgentDefinition;
import dev.coppice.config.Config;
import dev.coppice.config.LandingSettings.Approval;
import dev.coppice.config.RoadmapFile;
import dev.coppice.event.Redaction;
import dev.coppice.execution.AgentAccess;
import dev.coppice.execution.AgentCommand;
import dev.coppice.execution.ExecutionEngine;
import dev.coppice.execution.LocalExecutionEngine;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.loop.Loop;
import dev.coppice.memory.FileMemoryService;
import dev.coppice.roadmap.RoadmapService;
import dev.coppice.runner.LocalRunner;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.EventStore;
import dev.coppice.store.OrchestratorFile;
import dev.coppice.store.SqliteEventStore;
import dev.coppice.store.TokenFile;
import dev.coppice.work.Limits;
import dev.coppice.work.Retrying;
import dev.coppice.work.Settings;
import dev.coppice.worktree.GitRepository;
import dev.coppice.worktree.GitWorktrees;
import dev.coppice.worktree.OpenOptions;
import dev.coppice.worktree.RepositoryPlace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens systems on this machine: real git, real processes, SQLite, files.
///
/// @param data where the system's data lies, when not at the usual place
/// @param configs reads the configuration of a checkout, flags included; the second argument is the
///   data directory
/// @param environment our own environment variables
/// @param access how agents reach the server that this process opens
/// @param opening hears of each system that is opened
public record LocalWorlds(
    @Nullable Path data,
    BiFunction<Path, Path, Config> configs,
    Map<String, String> environment,
    InstantSource clock,
    AgentAccess access,
    Opening opening)
    implements World.Opener {
  /// Hears of a system that is about to be opened.
  public interface Opening {
    /// @param redaction knows what must not be shown from now on
    void opens(String systemId, Config config, Redaction redaction);
  }

  /// The same, where nobody has to hear of it.
  public LocalWorlds(
      @Nullable Path data,
      BiFunction<Path, Path, Config> configs,
      Map<String, String> environment,
      InstantSource clock) {
    this(data, configs, environment, clock, AgentAccess.NONE, (_, _, _) -> {});
  }

  @Override
  public World open(String systemId, Path systemPath, Dependencies dependencies) {
    return open(systemId, RepositoryPlace.find(systemPath), dependencies);
  }

  /// The same for a repository that was found already.
  public World open(String systemId, RepositoryPlace place, Dependencies dependencies) {
    DataDirectory directory = DataDirectory.open(place.commonDir(), data);
    Config config = configs.apply(place.root(), directory.path());
    Redaction redaction = redaction(config, List.of(TokenFile.open(directory.path()).token()));
    opening.opens(systemId, config, redaction);
    GitRepository repository = repository(place, config);
    var worktrees = new GitWorktrees(repository);
    EventStore store = SqliteEventStore.open(directory.path(), systemId);
    var file = new OrchestratorFile(directory.path(), systemId);
    ExecutionEngine engine =
        dependencies.executionEngine() != null
            ? dependencies.executionEngine()
            : new LocalExecutionEngine(
                worktrees,
                new LocalRunner(directory.path(), clock),
                directory.path().resolve("run"),
                name -> config.agent(name).map(LocalWorlds::command),
                environment,
                access,
                redaction,
                clock);
    RoadmapService roadmap =
        dependencies.roadmapService() != null
            ? dependencies.roadmapService()
            : new RoadmapFile(repository.root());
    return new World(
        repository.root(),
        repository.target(),
        repository.worktreesRoot(),
        worktrees,
        store,
        engine,
        roadmap,
        dependencies.loopComposer() != null ? dependencies.loopComposer() : new BuiltInLoops(),
        dependencies.memoryService() != null
            ? dependencies.memoryService()
            : new FileMemoryService(directory.path().resolve("memory"), clock),
        loops -> settings(config, loops),
        file::write,
        directory.path().resolve("run"),
        () -> DataDirectory.freeBytes(repository.worktreesRoot()),
        Stream.of(
                repository.checkoutNotes(),
                NotInForce.notes(config),
                NotInForce.strangers(config, roadmap.readRoadmap().roadmap()))
            .flatMap(List::stream)
            .toList(),
        redaction,
        config.worktree().copy(),
        World.Hold.NONE);
  }

  /// Knows the secrets of our own environment and those that agents are given.
  Redaction redaction(Config config, List<String> more) {
    List<String> secrets = new ArrayList<>(more);
    secrets.addAll(Redaction.secrets(environment));
    config.agents().values().forEach(agent -> secrets.addAll(Redaction.secrets(agent.set())));
    return Redaction.of(secrets);
  }

  static GitRepository repository(RepositoryPlace place, Config config) {
    return GitRepository.open(
        place.root(),
        new OpenOptions(
            config.landing().target(),
            config.worktree().root(),
            config.orchestrator().branchPrefix()));
  }

  private static AgentCommand command(AgentDefinition definition) {
    return new AgentCommand(
        definition.name(), definition.command(), definition.env(), definition.set());
  }

  /// The part of the configuration that decisions depend on.
  ///
  /// @throws OrchestrationException if it names a loop or agent that there is not
  public static Settings settings(Config config, List<Loop> loops) {
    Stream.concat(
            Stream.of(config.loop()),
            config.modules().values().stream().map(it -> it.loop() == null ? "" : it.loop()))
        .filter(loop -> !loop.isEmpty())
        .forEach(loop -> requireKnown("loop", loop, loops.stream().map(Loop::id).toList()));
    List<String> agents = List.copyOf(config.agentNames());
    config.modules().values().stream()
        .map(it -> it.agent() == null ? "" : it.agent())
        .filter(agent -> !agent.isEmpty())
        .forEach(agent -> requireKnown("agent", agent, agents));
    requireKnown("agent", config.agent(), agents);
    NotInForce.refuse(config);
    return new Settings(
        config.agent(),
        agents,
        config.loop(),
        loops,
        config.autonomy(),
        config.approval() == Approval.HUMAN,
        config.leverage(),
        config.parallelAgents(),
        config.orchestrator().defaultConcurrencyMode(),
        config.modules(),
        config.checks().stream().map(check -> check.definition()).toList(),
        config.worktree().setup(),
        new Limits(
            config.limits().idle(), config.limits().wall(), config.budget().perItem().repeats()),
        new Retrying(
            config.orchestrator().defaultMaxRetries(),
            config.orchestrator().retryDelay(),
            config.orchestrator().escalationThreshold()),
        config.worktree().minimumFreeDisk().bytes());
  }

  private static void requireKnown(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new OrchestrationException(
          Refusal.Kind.INVALID,
          "There is no %s \"%s\".".formatted(what, name),
          "Name one of: %s.".formatted(String.join(", ", known)));
    }
  }
}
