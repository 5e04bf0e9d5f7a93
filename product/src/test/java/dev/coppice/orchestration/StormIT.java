package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.view.AgentView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everyone at once: callers that spawn, terminate, pause and claim while the user commits.
class StormIT {
  private static final String[] MODULES = {"a", "b", "c", "d", "e", "f", "g", "h"};
  private static final long LENGTH = TimeUnit.SECONDS.toNanos(3);

  @TempDir Path folder;

  private static Runnable repeatedly(long seed, Consumer<Random> step) {
    return () -> {
      var random = new Random(seed);
      long end = System.nanoTime() + LENGTH;
      while (System.nanoTime() < end) {
        try {
          step.accept(random);
        } catch (OrchestrationException e) {
          // Refused, as some of it must be; what is refused says why.
          assertThat(e.remedy()).isNotBlank();
        }
        java.util.concurrent.locks.LockSupport.parkNanos(
            TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
      }
    };
  }

  private static ModuleId any(Random random) {
    return new ModuleId(MODULES[random.nextInt(MODULES.length)]);
  }

  private static void trySpawn(RealSystem system, String module) {
    try {
      var _ = system.spawn(module);
    } catch (OrchestrationException _) {
      // It has an agent, or landed meanwhile.
    }
  }

  private static void commitAsUser(RealRepository repository) {
    try {
      repository.git("commit", "-q", "--allow-empty", "-m", "By the user");
    } catch (IllegalStateException e) {
      // A landing came first; the user's git says so and has changed nothing.
      assertThat(e).hasMessageContaining("cannot lock ref");
    }
  }

  @Test
  void whateverCallersDoEveryModuleLandsOnce() throws Exception {
    RealRepository repository = RealRepository.make(folder, MODULES);
    for (String module : MODULES) {
      repository.script(
          module,
          "sleep 0.$((RANDOM %% 4)); [ $((RANDOM %% 4)) != 0 ] || exit 5; echo work >\"$OUTSIDE/$COPPICE_ATTEMPT\"; mv \"$OUTSIDE/$COPPICE_ATTEMPT\" src/%s.txt; done_claim done"
              .formatted(module));
    }
    try (RealSystem system = RealSystem.open(repository);
        ExecutorService callers = Executors.newCachedThreadPool()) {
      OrchestrationService service = system.service();
      AgentManager agents = service.agents();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(callers.submit(repeatedly(i, random -> system.spawn(any(random).value()))));
      }
      all.add(
          callers.submit(
              repeatedly(
                  10,
                  random -> {
                    for (AgentView agent : agents.getActiveAgents()) {
                      if (random.nextInt(6) == 0) {
                        agents.terminateAgent(AgentId.of(agent.id()));
                      }
                    }
                  })));
      all.add(
          callers.submit(
              repeatedly(
                  11,
                  random -> {
                    for (AgentView agent : agents.getActiveAgents()) {
                      if (random.nextInt(4) == 0) {
                        service.handleAgentComplete(AgentId.of(agent.id()));
                      }
                    }
                  })));
      all.add(
          callers.submit(
              repeatedly(
                  12,
                  random -> {
                    if (random.nextInt(8) == 0) {
                      service.pause();
                    } else {
                      service.resume();
                    }
                  })));
      all.add(
          callers.submit(
              repeatedly(
                  13,
                  random -> {
                    if (random.nextInt(8) == 0) {
                      commitAsUser(repository);
                    }
                  })));
      all.add(
          callers.submit(
              repeatedly(
                  14,
                  random -> {
                    WorktreeManager worktrees = service.worktrees();
                    ModuleId module = any(random);
                    worktrees.createWorktree(module);
                    worktrees.getStatus(module);
                    worktrees.deleteWorktree(module, random.nextBoolean());
                  })));
      for (Future<?> one : all) {
        one.get();
      }
      service.resume();
      system.eventually(
          "all landed",
          () -> {
            system.inbox().stream()
                .filter(item -> item.options().contains("retry"))
                .forEach(item -> {
                  try {
                    system.answer(item, "retry");
                  } catch (OrchestrationException _) {
                    // It was answered meanwhile.
                  }
                });
            for (String module : MODULES) {
              if (!system.hasLanded(module)) {
                trySpawn(system, module);
              }
            }
            return List.of(MODULES).stream().allMatch(system::hasLanded);
          });
    }
    assertThat(repository.mainline().stream().filter(subject -> subject.startsWith("Land ")))
        .hasSize(MODULES.length)
        .doesNotHaveDuplicates();
    assertThat(repository.git("status", "--porcelain")).isEmpty();
    assertThat(repository.git("fsck", "--connectivity-only")).doesNotContain("missing");
    for (String module : MODULES) {
      assertThat(repository.onMain("src/" + module + ".txt")).isEqualTo("work");
      assertThat(repository.outside("starts-" + module).lines()).doesNotHaveDuplicates();
    }
  }
}
