package dev.coppice.orchestration;

import static dev.coppice.orchestration.OrchestrationServiceIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.event.InboxKind;
import dev.coppice.orchestration.AgentManager.SpawnRequest;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.view.AgentView;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.Footprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The thirteen functions of the agent manager, on real processes.
class AgentManagerIT {
  private static final ModuleId CART = new ModuleId("cart");

  @TempDir Path folder;

  private static Footprint touching(String module, String... paths) {
    return new Footprint(new ModuleId(module), List.of(paths), List.of());
  }

  @Test
  void aModuleNeverHasTwoLiveAgents() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.held("cart");
    try (RealSystem system = RealSystem.open(repository);
        ExecutorService callers = Executors.newFixedThreadPool(20)) {
      Callable<Boolean> spawn =
          () -> {
            try {
              return !system.spawn("cart").id().isEmpty();
            } catch (OrchestrationException e) {
              assertThat(e.kind()).isEqualTo(Refusal.Kind.CONFLICT);
              return false;
            }
          };
      int spawned = 0;
      for (Future<Boolean> one :
          callers.invokeAll(IntStream.range(0, 20).mapToObj(_ -> spawn).toList())) {
        spawned += one.get() ? 1 : 0;
      }
      assertThat(spawned).isEqualTo(1);
      assertThat(system.service().agents().getAgentsByModule(CART)).hasSize(1);
      repository.letGo("cart");
      system.awaitLanded("cart");
      assertThat(repository.outside("starts-cart").lines()).hasSize(1);
    }
  }

  @Test
  void agentsAreFoundByIdModuleAndStatus() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.held("cart").script("till", "blocker 'Which way?' left right");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentManager agents = system.service().agents();
      agents.initialize();
      AgentView cart = agents.spawnAgent(new SpawnRequest(CART, "quick-loop", "Only the lid", 7));
      assertThat(cart.status()).isIn("spawning", "active");
      assertThat(cart.scope()).isEqualTo("Only the lid");
      assertThat(cart.loopId()).isEqualTo("quick-loop");
      assertThat(cart.maxRetries()).isEqualTo(7);
      AgentView till = system.spawn("till");
      system.awaitStatus(till, "blocked");
      system.awaitAtWork("cart");
      assertThat(agents.getAgent(AgentId.of(cart.id())).orElseThrow().moduleId()).isEqualTo("cart");
      assertThat(agents.getAgent(new AgentId(UUID.randomUUID()))).isEmpty();
      assertThat(agents.getAllAgents())
          .extracting(AgentView::id)
          .containsExactly(cart.id(), till.id());
      assertThat(agents.getActiveAgents()).extracting(AgentView::id).containsExactly(cart.id());
      assertThat(agents.getAgentsByModule(new ModuleId("till"))).hasSize(1);
      assertThat(agents.getAgentsByModule(new ModuleId("nowhere"))).isEmpty();
      assertThat(agents.getAgentsByStatus(AgentStatus.BLOCKED))
          .extracting(AgentView::id)
          .containsExactly(till.id());
      AgentManager.Summary summary = agents.getSummary();
      assertThat(summary.total()).isEqualTo(2);
      assertThat(summary.activeCount()).isEqualTo(1);
      assertThat(summary.byStatus())
          .hasSize(7)
          .containsEntry("active", 1)
          .containsEntry("blocked", 1);
      assertThat(summary.byModule()).containsEntry("cart", 1).containsEntry("till", 1);
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "Loop",
          () -> agents.spawnAgent(new SpawnRequest(CART, "no-loop", null, null)));
      assertThat(RealRepository.read(repository.worktree("cart").resolve("src/a.txt")))
          .isNotEmpty();
      agents.shutdown();
      assertThat(agents.getActiveAgents()).isEmpty();
      assertThat(agents.getAgentsByStatus(AgentStatus.TERMINATED)).hasSize(2);
      assertThat(repository.processes()).isEmpty();
      assertThat(system.service().getOrchestrator().orElseThrow().status()).isEqualTo("active");
    }
  }

  @Test
  void progressFromOutsideIsShownAndIsASignOfLife() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart", "progress 20 'a start'\nuntil [ -e \"$OUTSIDE/go-cart\" ]; do sleep 0.05; done");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentManager agents = system.service().agents();
      AgentView cart = system.spawn("cart");
      AgentId id = AgentId.of(cart.id());
      system.eventually("its own word", () -> "a start".equals(system.agent(cart).note()));
      assertThat(system.agent(cart).progress().percentComplete()).isEqualTo(20);
      AgentView shown = agents.updateAgentProgress(id, 60);
      assertThat(shown.progress().percentComplete()).isEqualTo(60);
      assertThat(shown.lastHeartbeat()).isAfter(cart.lastHeartbeat());
      AgentView most = agents.updateAgentProgress(id, 400);
      assertThat(most.progress().percentComplete()).isEqualTo(99);
      AgentView alive = agents.updateAgentStatus(id, AgentStatus.ACTIVE, null);
      assertThat(alive.status()).isEqualTo("active");
      assertThat(alive.lastHeartbeat()).isAfterOrEqualTo(most.lastHeartbeat());
      AgentId nobody = new AgentId(UUID.randomUUID());
      assertRefused(
          Refusal.Kind.UNKNOWN, "Agent not found", () -> agents.updateAgentProgress(nobody, 1));
      for (AgentStatus status : AgentStatus.values()) {
        assertRefused(
            Refusal.Kind.UNKNOWN,
            "Agent not found",
            () -> agents.updateAgentStatus(nobody, status, null));
      }
    }
  }

  @Test
  void statusFromOutsideIsAClaimAQuestionAFailureOrAnEnd() {
    RealRepository repository = RealRepository.make(folder, "done", "stuck", "broken", "over");
    for (String module : List.of("done", "stuck", "broken", "over")) {
      repository.script(
          module,
          "echo work >src/%s.txt; touch \"$OUTSIDE/wrote-%s\"; [ \"$COPPICE_TRY\" != 1 ] || sleep 60"
              .formatted(module, module));
    }
    try (RealSystem system = RealSystem.open(repository)) {
      AgentManager agents = system.service().agents();
      List<AgentView> all = new ArrayList<>();
      for (String module : List.of("done", "stuck", "broken", "over")) {
        all.add(system.spawn(module));
      }
      for (AgentView agent : all) {
        system.eventually(
            "work", () -> repository.outsidePath("wrote-" + agent.moduleId()).toFile().exists());
      }
      agents.updateAgentStatus(AgentId.of(all.get(0).id()), AgentStatus.COMPLETED, null);
      agents.updateAgentStatus(AgentId.of(all.get(1).id()), AgentStatus.BLOCKED, "Which colour?");
      agents.updateAgentStatus(AgentId.of(all.get(2).id()), AgentStatus.FAILED, "it went wrong");
      AgentView over =
          agents.updateAgentStatus(AgentId.of(all.get(3).id()), AgentStatus.TERMINATED, null);
      assertThat(over.status()).isEqualTo("terminated");
      var question = system.awaitQuestion();
      assertThat(question.kind()).isEqualTo(InboxKind.QUESTION);
      assertThat(question.question()).isEqualTo("Which colour?");
      system.awaitStatus(all.get(1), "blocked");
      system.awaitLanded("done", "broken");
      assertThat(system.agent(all.get(2)).lastError()).contains("it went wrong");
      system.answer(question, "green, please");
      system.awaitLanded("stuck");
      assertThat(system.hasLanded("over")).isFalse();
    }
  }

  @Test
  void aTerminatedAgentsWholeProcessTreeIsGoneAndItsWorkIsKept() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        echo half >src/half.txt
        (trap '' TERM; setsid sleep 300) &
        sleep 301 &
        touch "$OUTSIDE/ready"
        wait\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      system.eventually("ready", () -> repository.outsidePath("ready").toFile().exists());
      assertThat(repository.processes().size()).isGreaterThan(3);
      AgentView ended = system.service().agents().terminateAgent(AgentId.of(cart.id()));
      assertThat(repository.processes()).isEmpty();
      assertThat(ended.status()).isEqualTo("terminated");
      assertThat(ended.completedAt()).isNotNull();
      assertThat(
              RealRepository.gitIn(repository.worktree("cart"), "show", "module/cart:src/half.txt"))
          .isEqualTo("half");
      assertThat(system.service().agents().terminateAgent(AgentId.of(cart.id())).status())
          .isEqualTo("terminated");
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "Agent not found",
          () -> system.service().agents().terminateAgent(new AgentId(UUID.randomUUID())));
      // Someone asks for the module again: a new agent starts at the tip, what was there is kept.
      repository.worker("cart");
      assertThat(system.spawn("cart").id()).isNotEqualTo(cart.id());
      system.awaitLanded("cart");
      assertThat(repository.onMain("src/half.txt")).isEmpty();
      assertThat(repository.git("for-each-ref", "--format=%(refname)", "refs/coppice/kept"))
          .isNotEmpty();
    }
  }

  @Test
  void theConcurrencyModeFollowsTheGroups() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentManager agents = system.service().agents();
      List<Footprint> apart = new ArrayList<>();
      assertThat(agents.decideConcurrencyMode(apart).factors().agentCount()).isZero();
      for (String module : List.of("a", "b", "c", "d")) {
        apart.add(touching(module, "src/" + module));
      }
      assertThat(agents.decideConcurrencyMode(apart).mode())
          .isEqualTo(ConcurrencyMode.PARALLEL_ASYNC);
      apart.add(touching("e", "src/e"));
      assertThat(agents.decideConcurrencyMode(apart).mode())
          .isEqualTo(ConcurrencyMode.PARALLEL_THREADS);
      var overlap =
          agents.decideConcurrencyMode(List.of(touching("a", "src"), touching("b", "src/b.txt")));
      assertThat(overlap.mode()).isEqualTo(ConcurrencyMode.SEQUENTIAL);
      assertThat(overlap.factors().fileOverlap()).isTrue();
      var needs =
          agents.decideConcurrencyMode(
              List.of(
                  touching("a"),
                  new Footprint(new ModuleId("b"), List.of(), List.of(new ModuleId("a")))));
      assertThat(needs.mode()).isEqualTo(ConcurrencyMode.SEQUENTIAL);
      assertThat(needs.factors().dependencyConflicts()).isTrue();
    }
  }
}
