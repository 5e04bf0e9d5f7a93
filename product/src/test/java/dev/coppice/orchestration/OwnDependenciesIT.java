package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.execution.AttemptListener;
import dev.coppice.execution.ExecutionEngine;
import dev.coppice.loop.ApprovalType;
import dev.coppice.loop.BuiltInLoops;
import dev.coppice.loop.Gate;
import dev.coppice.loop.Loop;
import dev.coppice.loop.LoopComposer;
import dev.coppice.loop.Phase;
import dev.coppice.memory.MemoryService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapMarkdown;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.roadmap.RoadmapService;
import dev.coppice.view.AgentView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An embedder's own services in place of ours.
class OwnDependenciesIT {
  private static final String ROADMAP =
      """
      # Roadmap

      ## Layer 0

      | Module | Description |
      |---|---|
      | crate | Only in the embedder's roadmap |
      """;

  @TempDir Path folder;

  /// A roadmap that lies somewhere else.
  private static final class OtherRoadmap implements RoadmapService {
    final Map<ModuleId, ModuleStatus> told = new ConcurrentHashMap<>();

    @Override
    public RoadmapReading readRoadmap() {
      return RoadmapMarkdown.read(ROADMAP);
    }

    @Override
    public void updateModuleStatus(ModuleId id, ModuleStatus status) {
      told.put(id, status);
    }
  }

  /// Works in the module's worktree without any process, and commits with the user's git. The first
  /// attempt of a module fails.
  private static final class InMemoryEngine implements ExecutionEngine {
    final List<AttemptSpec> started = new CopyOnWriteArrayList<>();
    private final RealRepository repository;

    InMemoryEngine(RealRepository repository) {
      this.repository = repository;
    }

    @Override
    public void start(AttemptSpec spec, AttemptListener listener) {
      if (started.stream().anyMatch(known -> known.id().equals(spec.id()))) {
        return;
      }
      started.add(spec);
      listener.started(spec.id(), 1);
      switch (spec) {
        case AgentAttempt attempt when attempt.attempt() == 1 ->
            listener.ended(result(attempt.id(), AttemptResult.End.FAILED, null, "no bricks left"));
        case AgentAttempt attempt -> {
          Path place = repository.worktree(attempt.module().slug());
          RealRepository.write(place.resolve("src/crate.txt"), "work\n");
          RealRepository.gitIn(place, "add", "-A");
          RealRepository.gitIn(place, "commit", "-qm", "Work");
          String commit = RealRepository.gitIn(place, "rev-parse", "HEAD");
          String tree = RealRepository.gitIn(place, "rev-parse", "HEAD^{tree}");
          var work = new AttemptResult.Work(commit, tree, 1, 1, 0);
          listener.progressed(attempt.id(), 50, null, "half");
          listener.ended(result(attempt.id(), AttemptResult.End.CLAIMED_DONE, work, ""));
        }
        case CommandAttempt check ->
            listener.ended(result(check.id(), AttemptResult.End.CLAIMED_DONE, null, ""));
      }
    }

    private static AttemptResult result(
        AttemptId id, AttemptResult.End end, AttemptResult.@Nullable Work work, String tail) {
      int code = end == AttemptResult.End.FAILED ? 1 : 0;
      return new AttemptResult(id, end, code, null, null, work, List.of(), tail, 5);
    }

    @Override
    public void stop(AttemptId attempt, boolean ownerStops) {}

    @Override
    public List<AttemptId> live() {
      return List.of();
    }

    @Override
    public void close() {}
  }

  /// Remembers in memory.
  private static final class ShortMemory implements MemoryService {
    final List<String> lessons = new CopyOnWriteArrayList<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public String loadContext(ModuleId module, String loopId) {
      asked.add(module + " " + loopId);
      return "Bricks are in the yard.";
    }

    @Override
    public void recordLessons(ModuleId module, String loopId, List<String> learned) {
      lessons.addAll(learned);
    }
  }

  /// The built-in loops and one more.
  private static final class MoreLoops implements LoopComposer {
    @Override
    public List<Loop> loops() {
      List<Loop> loops = new ArrayList<>(new BuiltInLoops().loops());
      loops.add(
          new Loop(
              "house-loop",
              "House",
              "1.0.0",
              "One phase.",
              List.of(new Phase("BUILD", List.of("masonry"))),
              List.of(new Gate("roof", "Roof", "BUILD", true, ApprovalType.AUTO, List.of()))));
      return loops;
    }
  }

  @Test
  void allFourAreUsed() {
    RealRepository repository = RealRepository.make(folder, "cart");
    var roadmap = new OtherRoadmap();
    var engine = new InMemoryEngine(repository);
    var memory = new ShortMemory();
    var dependencies = new Dependencies(roadmap, engine, new MoreLoops(), memory);
    try (RealSystem system = RealSystem.open(repository, dependencies)) {
      OrchestrationService service = system.service();
      assertThat(service.getNextWorkItems(5))
          .extracting(item -> item.moduleId().value())
          .containsExactly("crate");
      AgentView crate =
          service
              .agents()
              .spawnAgent(
                  new AgentManager.SpawnRequest(new ModuleId("crate"), "house-loop", null, null));
      system.awaitLanded("crate");
      assertThat(repository.mainline()).containsExactly("Land crate", "Start");
      assertThat(repository.processes()).isEmpty();
      assertThat(system.agent(crate).retryCount()).isEqualTo(1);
      List<AgentAttempt> attempts =
          engine.started.stream()
              .filter(AgentAttempt.class::isInstance)
              .map(AgentAttempt.class::cast)
              .toList();
      assertThat(attempts).hasSize(2);
      assertThat(attempts.getFirst().phase()).isEqualTo("BUILD");
      assertThat(attempts.getFirst().prompt())
          .contains("Skills: masonry")
          .contains("Bricks are in the yard.")
          .contains("Only in the embedder's roadmap");
      assertThat(attempts.getLast().prompt()).contains("no bricks left");
      assertThat(engine.started).extracting(AttemptSpec::id).doesNotHaveDuplicates();
      assertThat(memory.asked).contains("crate house-loop");
      system.eventually("lessons", () -> !memory.lessons.isEmpty());
      assertThat(memory.lessons).hasSize(1).first().asString().contains("exit code 1");
      system.eventually("the roadmap is told", () -> !roadmap.told.isEmpty());
      assertThat(roadmap.told).containsEntry(new ModuleId("crate"), ModuleStatus.COMPLETE);
    }
  }

  @Test
  void aMemoryThatFailsDoesNotStopTheWork() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    MemoryService failing =
        new MemoryService() {
          @Override
          public String loadContext(ModuleId module, String loopId) {
            throw new IllegalStateException("a memory that fails on purpose");
          }

          @Override
          public void recordLessons(ModuleId module, String loopId, List<String> lessons) {
            throw new IllegalStateException("a memory that fails on purpose");
          }
        };
    try (RealSystem system =
        RealSystem.open(repository, new Dependencies(null, null, null, failing))) {
      AgentView cart = system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(system.agent(cart).retryCount()).isZero();
    }
  }
}
