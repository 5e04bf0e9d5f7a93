package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.Coppice;
import dev.coppice.OwnedSystems;
import dev.coppice.agent.AgentId;
import dev.coppice.config.Config;
import dev.coppice.config.ConfigFile;
import dev.coppice.config.ConfigReading;
import dev.coppice.event.InboxItem;
import dev.coppice.event.OrchestrationEvent;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Message;
import dev.coppice.view.AgentView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.awaitility.core.ConditionFactory;

/// The service on a real repository with real processes. Closing it ends every attempt and fails
/// when a process is left.
public final class RealSystem implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final RealRepository repository;
  private final OrchestrationService service;
  private final Runnable end;

  private RealSystem(RealRepository repository, OrchestrationService service, Runnable end) {
    this.repository = repository;
    this.service = service;
    this.end = end;
  }

  /// Opened as an embedding program does; nothing starts by itself.
  public static RealSystem open(RealRepository repository, String... yaml) {
    return open(repository, Dependencies.NONE, yaml);
  }

  /// The same with services of the embedder's own.
  static RealSystem open(RealRepository repository, Dependencies dependencies, String... yaml) {
    Coppice coppice = Coppice.open(repository.root(), config(repository, yaml), dependencies);
    return new RealSystem(repository, coppice.service(), coppice::close);
  }

  /// Opened to fill free slots by itself, as `coppice run` does.
  public static RealSystem run(RealRepository repository, String... yaml) {
    OwnedSystems system = OwnedSystems.run(repository.root(), config(repository, yaml));
    return new RealSystem(repository, system.service(), system.close());
  }

  /// A service that holds no system yet.
  static MailboxOrchestrationService service(
      RealRepository repository,
      java.util.function.BiFunction<Path, Path, Config> configs,
      Map<String, String> environment,
      boolean autopilot) {
    var worlds = new LocalWorlds(null, configs, environment, InstantSource.system());
    return new MailboxOrchestrationService(
        worlds, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"), autopilot);
  }

  /// Fast settings with scripted agents and one check, and more lines over them.
  public static Config config(RealRepository repository, String... yaml) {
    var text = new StringBuilder(repository.settings());
    for (String more : yaml) {
      String key = more.substring(0, more.indexOf(':') + 1);
      // A key that is given again replaces the line it has.
      text = new StringBuilder(text.toString().replaceAll("(?m)^" + key + ".*\\R", ""));
      text.append(more).append('\n');
    }
    return switch (ConfigFile.read(text.toString(), "test.yaml")) {
      case ConfigReading.Read(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  public OrchestrationService service() {
    return service;
  }

  RealRepository repository() {
    return repository;
  }

  AgentView spawn(String module) {
    return service
        .agents()
        .spawnAgent(new AgentManager.SpawnRequest(new ModuleId(module), null, null, null));
  }

  AgentView agent(AgentView before) {
    return service.getAgent(AgentId.of(before.id())).orElseThrow();
  }

  /// The newest agent of a module.
  AgentView agentOf(String module) {
    return service.agents().getAgentsByModule(new ModuleId(module)).getLast();
  }

  static ConditionFactory eventually() {
    return await().atMost(LONGEST).pollInterval(Duration.ofMillis(15));
  }

  void eventually(String what, Callable<Boolean> holds) {
    try {
      eventually().until(holds);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          what + " did not come about:\n" + service.generateTerminalView() + story(), e);
    }
  }

  /// Every published event, in one line each.
  String story() {
    var text = new StringBuilder();
    for (OrchestrationEvent event : service.getEventLog(0)) {
      text.append(event.type()).append(' ').append(event.moduleId());
      text.append(' ').append(event.data()).append('\n');
    }
    return text.toString();
  }

  boolean hasLanded(String module) {
    return service.getOrchestrator().orElseThrow().modulesCompleted().contains(module);
  }

  public void awaitLanded(String... modules) {
    eventually(
        List.of(modules) + " landed", () -> List.of(modules).stream().allMatch(this::hasLanded));
  }

  void awaitStatus(AgentView agent, String status) {
    eventually("status " + status, () -> agent(agent).status().equals(status));
  }

  /// Waits until the script of a module has written its first line outside the repository.
  void awaitAtWork(String module) {
    eventually(
        module + " at work",
        () -> !repository.outside("starts-" + module).lines().toList().isEmpty());
  }

  List<InboxItem> inbox() {
    return service.snapshot().state().inboxInOrder();
  }

  /// The one open decision, once there is one.
  InboxItem awaitQuestion() {
    eventually("a question", () -> !inbox().isEmpty());
    assertThat(inbox()).hasSize(1);
    return inbox().getFirst();
  }

  void answer(InboxItem item, String answer) {
    var _ = service.submit(new Message.Answer(item.id(), answer, "ada"));
  }

  List<String> eventTypes() {
    return service.getEventLog(0).stream().map(OrchestrationEvent::type).toList();
  }

  /// Leaves the attempts running, as an owner does that ends without a word.
  void abandon() {
    end.run();
  }

  @Override
  public void close() {
    try {
      service.stopOwner();
    } finally {
      end.run();
      repository.requireNoProcesses();
    }
  }
}
