package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.agent.AgentId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.view.AgentView;
import dev.coppice.view.OrchestratorView;
import dev.coppice.work.WorkItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The seventeen functions of the service, on real git and real processes.
class OrchestrationServiceIT {
  @TempDir Path folder;

  static void assertRefused(Refusal.Kind kind, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OrchestrationException.class,
            refused -> {
              assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
              assertThat(refused).hasMessageContaining(message);
              assertThat(refused.remedy()).isNotBlank();
            });
  }

  private static List<String> modules(List<WorkItem> items) {
    return items.stream().map(item -> item.moduleId().value()).toList();
  }

  @Test
  void aCycleSpawnsLandsAndUnlocksWhatDepends() {
    RealRepository repository = RealRepository.make(folder, "cart", "till < cart");
    repository.worker("cart").worker("till");
    try (RealSystem system = RealSystem.open(repository)) {
      CycleResult cycle = system.service().runAutonomousCycle();
      assertThat(cycle.modulesTargeted()).containsExactly(new ModuleId("cart"));
      assertThat(cycle.agentsSpawned()).isEqualTo(1);
      assertThat(cycle.cycleId()).isNotBlank();
      assertThat(modules(system.service().getWorkQueue().inProgress())).containsExactly("cart");
      system.awaitLanded("cart");
      assertThat(system.service().runAutonomousCycle().agentsSpawned()).isEqualTo(1);
      system.awaitLanded("till");
      assertThat(repository.mainline()).containsExactly("Land till", "Land cart", "Start");
      assertThat(modules(system.service().getWorkQueue().completed()))
          .containsExactly("cart", "till");
      var summary = system.service().getProgressSummary();
      assertThat(summary.modules().completed()).isEqualTo(2);
      assertThat(summary.modules().percentComplete()).isEqualTo(100);
      assertThat(summary.agents().completed()).isEqualTo(2);
      assertThat(summary.workQueue().completed()).isEqualTo(2);
      assertThat(system.service().generateTerminalView()).contains("shop");
      assertThat(repository.path(".worktrees").resolve("cart")).doesNotExist();
    }
  }

  @Test
  void beforeASystemIsOpenReadsAreEmptyAndChangesAreRefused() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (OrchestrationService service =
        RealSystem.service(
            repository, (_, _) -> RealSystem.config(repository), System.getenv(), false)) {
      assertThat(service.getOrchestrator()).isEmpty();
      assertThat(service.getNextWorkItems(5)).isEmpty();
      assertThat(service.getAgents()).isEmpty();
      assertThat(service.getAgent(new AgentId(UUID.randomUUID()))).isEmpty();
      assertThat(service.getWorkQueue().pending()).isEmpty();
      assertThat(service.getEventLog(0)).isEmpty();
      assertThat(service.getProgressSummary().orchestrator()).isNull();
      assertThat(service.generateTerminalView()).isNotBlank();
      service.pause();
      service.resume();
      service.shutdown();
      String missing = "Orchestrator not initialized";
      var nobody = Refusal.Kind.NOT_INITIALIZED;
      assertRefused(nobody, missing, service::runAutonomousCycle);
      assertRefused(nobody, missing, () -> service.agents().initialize());
      assertRefused(nobody, missing, () -> service.worktrees().initialize());
      assertRefused(
          nobody, missing, () -> service.handleAgentComplete(new AgentId(UUID.randomUUID())));
      WorkItem item =
          new WorkItem(
              new dev.coppice.work.ItemId("x"),
              new ModuleId("cart"),
              "quick-loop",
              "",
              0,
              0,
              List.of());
      assertRefused(nobody, missing, () -> service.spawnAgentsForWork(List.of(item)));
    }
  }

  @Test
  void initializingAgainResumesAndAnotherIdOrPathIsRefused() throws IOException {
    RealRepository repository = RealRepository.make(folder, "cart");
    RealRepository other = RealRepository.make(folder.resolve("cart"), "cart");
    OrchestratorView first;
    try (OrchestrationService service =
        RealSystem.service(
            repository, (_, _) -> RealSystem.config(repository), System.getenv(), false)) {
      assertRefused(
          Refusal.Kind.INVALID,
          "systemId",
          () -> service.initializeOrchestrator(" ", repository.root()));
      first = service.initializeOrchestrator("shop", repository.root());
      assertThat(first.systemId()).isEqualTo("shop");
      assertThat(first.systemPath()).isEqualTo(repository.root().toString());
      assertThat(first.mainBranch()).isEqualTo("main");
      assertThat(first.worktreesPath()).isEqualTo(repository.path(".worktrees").toString());
      OrchestratorView again = service.initializeOrchestrator("shop", repository.root());
      assertThat(again.id()).isEqualTo(first.id());
      Path link = Files.createSymbolicLink(folder.resolve("link"), repository.root());
      assertThat(service.initializeOrchestrator("shop", link).id()).isEqualTo(first.id());
      assertRefused(
          Refusal.Kind.CONFLICT,
          "shop",
          () -> service.initializeOrchestrator("shop", other.root()));
      assertRefused(
          Refusal.Kind.CONFLICT,
          "shop",
          () -> service.initializeOrchestrator("till", repository.root()));
      assertRefused(
          Refusal.Kind.CONFLICT, "open", () -> service.setDependencies(Dependencies.NONE));
    }
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestratorView resumed = system.service().getOrchestrator().orElseThrow();
      assertThat(resumed.id()).isEqualTo(first.id());
      assertThat(resumed.createdAt()).isEqualTo(first.createdAt());
      assertRefused(Refusal.Kind.CONFLICT, "owns", () -> RealSystem.open(repository).close());
    }
  }

  @Test
  void aRefusedOpeningGivesEverythingBack() {
    RealRepository repository = RealRepository.make(folder, "cart");
    String good = RealRepository.read(repository.path("ROADMAP.md"));
    repository.write("ROADMAP.md", "Nothing but words.\n");
    assertThatThrownBy(() -> RealSystem.open(repository)).hasMessageContaining("roadmap");
    repository.write("ROADMAP.md", good);
    assertThatThrownBy(() -> RealSystem.open(repository, "loop: no-such-loop"))
        .hasMessageContaining("no-such-loop");
    try (RealSystem system = RealSystem.open(repository)) {
      assertThat(modules(system.service().getNextWorkItems(5))).containsExactly("cart");
    }
    repository.write("ROADMAP.md", "Nothing but words.\n");
    assertThatThrownBy(() -> RealSystem.open(repository)).hasMessageContaining("roadmap");
    repository.write("ROADMAP.md", good);
    RealSystem.open(repository).close();
  }

  @Test
  void nextWorkIsSortedBeforeItIsCut() {
    RealRepository repository =
        RealRepository.make(
            folder,
            "low1",
            "low2",
            "low3",
            "low4",
            "low5",
            "top",
            "x < top",
            "y < top",
            "z < x, y");
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      assertThat(modules(service.getNextWorkItems(1))).containsExactly("top");
      assertThat(service.getNextWorkItems(0)).isEmpty();
      List<WorkItem> all = service.getNextWorkItems(100);
      assertThat(modules(all)).containsExactly("top", "low1", "low2", "low3", "low4", "low5");
      assertThat(all)
          .extracting(WorkItem::leverageScore)
          .isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(modules(service.getNextWorkItems(3))).containsExactly("top", "low1", "low2");
    }
  }

  @Test
  void aCycleSpawnsNoMoreThanItIsAskedForAndNoLess() {
    String[] modules = {"a", "b", "c", "d", "e", "f", "g"};
    RealRepository repository = RealRepository.make(folder, modules);
    List.of(modules).forEach(repository::held);
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      assertRefused(Refusal.Kind.INVALID, "count", () -> service.runAutonomousCycle(0));
      assertThat(service.runAutonomousCycle(1).agentsSpawned()).isEqualTo(1);
      assertThat(service.runAutonomousCycle().agentsSpawned()).isEqualTo(5);
      assertThat(service.runAutonomousCycle(9).modulesTargeted())
          .containsExactly(new ModuleId("g"));
      assertThat(service.runAutonomousCycle().agentsSpawned()).isZero();
      assertThat(service.getAgents()).extracting(AgentView::moduleId).doesNotHaveDuplicates();
      List.of(modules).forEach(repository::letGo);
      system.awaitLanded(modules);
    }
  }

  @Test
  void workIsSpawnedOncePerModuleAndOnlyWhenItIsReady() {
    RealRepository repository = RealRepository.make(folder, "cart", "till < cart");
    repository.held("cart");
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      List<WorkItem> next = service.getNextWorkItems(5);
      List<AgentView> agents = service.spawnAgentsForWork(next);
      assertThat(agents).extracting(AgentView::moduleId).containsExactly("cart");
      assertThat(agents.getFirst().progress().percentComplete()).isZero();
      assertRefused(Refusal.Kind.CONFLICT, "live agent", () -> service.spawnAgentsForWork(next));
      assertThat(service.getNextWorkItems(5)).isEmpty();
      assertRefused(Refusal.Kind.CONFLICT, "needs cart first", () -> system.spawn("till"));
      assertRefused(Refusal.Kind.UNKNOWN, "roadmap", () -> system.spawn("nowhere"));
      assertRefused(Refusal.Kind.UNKNOWN, "roadmap", () -> system.spawn("../cart"));
      repository.letGo("cart");
      system.awaitLanded("cart");
      assertRefused(Refusal.Kind.CONFLICT, "complete", () -> system.spawn("cart"));
    }
  }

  @Test
  void doneFromOutsideIsAClaimThatTheGateDecidesOn() {
    RealRepository repository = RealRepository.make(folder, "good", "bad");
    String waits = "sleep 60 & wait";
    repository.script("good", "echo work >src/good.txt\n" + waits);
    repository.script("bad", "echo BROKEN >src/bad.txt\n" + waits);
    try (RealSystem system = RealSystem.open(repository)) {
      OrchestrationService service = system.service();
      AgentView good = system.spawn("good");
      AgentView bad = system.spawn("bad");
      system.awaitAtWork("good");
      system.awaitAtWork("bad");
      var file = repository.worktree("bad").resolve("src/bad.txt");
      system.eventually("bad's work", () -> file.toFile().exists());
      service.handleAgentComplete(AgentId.of(good.id()));
      service.handleAgentComplete(AgentId.of(bad.id()));
      system.awaitLanded("good");
      assertThat(system.agent(good).status()).isEqualTo("completed");
      assertThat(system.agent(good).progress().percentComplete()).isEqualTo(100);
      system.eventually("bad is sent back", () -> system.eventTypes().contains("failure:retry"));
      assertThat(system.hasLanded("bad")).isFalse();
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "Agent not found",
          () -> service.handleAgentComplete(new AgentId(UUID.randomUUID())));
    }
  }

  @Test
  void failedFromOutsideGoesThroughTheCascade() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart", "[ \"$COPPICE_TRY\" = 1 ] && sleep 60\necho work >src/cart.txt\ndone_claim done");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      system.awaitAtWork("cart");
      system.service().handleAgentFailed(AgentId.of(cart.id()));
      system.awaitLanded("cart");
      assertThat(system.agent(cart).retryCount()).isEqualTo(1);
      assertThat(system.eventTypes()).contains("failure:retry");
      assertThat(repository.outside("starts-cart").lines()).hasSize(2).doesNotHaveDuplicates();
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "Agent not found",
          () -> system.service().handleAgentFailed(new AgentId(UUID.randomUUID())));
    }
  }

  @Test
  void whilePausedNothingStartsAndWhatRunsGoesOn() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.held("cart").worker("till");
    try (RealSystem system = RealSystem.run(repository, "maxParallelAgents: 1")) {
      OrchestrationService service = system.service();
      system.awaitAtWork("cart");
      service.pause();
      assertThat(service.getOrchestrator().orElseThrow().status()).isEqualTo("paused");
      assertThat(service.runAutonomousCycle().agentsSpawned()).isZero();
      assertRefused(Refusal.Kind.CONFLICT, "paused", () -> system.spawn("till"));
      repository.letGo("cart");
      system.awaitLanded("cart");
      assertThat(service.getAgents()).hasSize(1);
      service.resume();
      system.awaitLanded("till");
      assertThat(service.getOrchestrator().orElseThrow().status()).isEqualTo("active");
      assertThat(system.eventTypes()).contains("orchestrator:paused", "orchestrator:resumed");
    }
  }

  @Test
  void shutdownEndsEveryAgentWhateverItDoes() {
    RealRepository repository = RealRepository.make(folder, "works", "asks", "retries", "spawns");
    repository.held("works");
    repository.script("asks", "blocker 'Which way?' left right");
    repository.script("retries", "exit 3");
    try (RealSystem system = RealSystem.open(repository, "retryDelayMs: 60000")) {
      AgentView works = system.spawn("works");
      AgentView asks = system.spawn("asks");
      AgentView retries = system.spawn("retries");
      system.awaitAtWork("works");
      system.awaitStatus(asks, "blocked");
      system.awaitStatus(retries, "retrying");
      assertThat(repository.processes()).isNotEmpty();
      system.spawn("spawns");
      system.service().shutdown();
      // The git of a worktree that was being cut may still end by itself.
      repository.requireNoProcesses();
      OrchestratorView view = system.service().getOrchestrator().orElseThrow();
      assertThat(view.status()).isEqualTo("terminated");
      assertThat(view.activeAgents()).isEmpty();
      assertThat(system.service().getAgents())
          .extracting(AgentView::status)
          .containsOnly("terminated");
      assertThat(system.inbox()).isEmpty();
      repository.requireNoProcesses();
      assertThat(system.agent(works).status()).isEqualTo("terminated");
      assertThat(system.service().runAutonomousCycle().agentsSpawned()).isZero();
      assertThat(system.service().getProgressSummary().workQueue().failed()).isEqualTo(4);
    }
    try (RealSystem system = RealSystem.open(repository)) {
      assertThat(system.service().getAgents())
          .extracting(AgentView::status)
          .containsOnly("terminated");
    }
  }

  @Test
  void theModuleIsCompleteOnlyOnceItHasLanded() {
    RealRepository repository = RealRepository.make(folder, "cart", "till < cart");
    repository.worker("cart");
    try (RealSystem system = RealSystem.open(repository, "autonomy: supervised")) {
      AgentView cart = system.spawn("cart");
      var question = system.awaitQuestion();
      assertThat(system.agent(cart).status()).isEqualTo("blocked");
      assertThat(system.hasLanded("cart")).isFalse();
      assertThat(system.service().getNextWorkItems(5)).isEmpty();
      assertThat(system.service().getProgressSummary().modules().completed()).isZero();
      system.answer(question, "land");
      system.awaitLanded("cart");
      assertThat(system.agent(cart).status()).isEqualTo("completed");
      assertThat(modules(system.service().getNextWorkItems(5))).containsExactly("till");
      assertThat(system.eventTypes())
          .containsSubsequence("landing:approved", "landing:verified", "worktree:merged")
          .contains("work:completed", "agent:completed");
    }
  }

  @Test
  void whatTheAgentSaidIsThereToRead() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "echo hello from the cart\necho work >src/cart.txt");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      system.awaitLanded("cart");
      List<String> lines = new java.util.ArrayList<>();
      system.service().readLog(AgentId.of(cart.id()), 0, lines::add);
      assertThat(lines).contains("hello from the cart");
      List<String> last = new java.util.ArrayList<>();
      system.service().readLog(AgentId.of(cart.id()), 1, last::add);
      assertThat(last).containsExactly(lines.getLast());
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "Agent not found",
          () -> system.service().readLog(new AgentId(UUID.randomUUID()), 0, lines::add));
      assertThat(system.service().diff(new ModuleId("cart"))).isEmpty();
      assertRefused(
          Refusal.Kind.UNKNOWN, "roadmap", () -> system.service().diff(new ModuleId("nowhere")));
      assertThat(system.service().getAgent(AgentId.of(cart.id())).orElseThrow().status())
          .isEqualTo("completed");
    }
  }
}
