package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.store.EventStore;
import dev.coppice.store.LogCheck;
import dev.coppice.store.SqliteEventStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An owner is killed with SIGKILL; the next one goes on, and nothing happens twice.
class OwnerCrashIT {
  private static final String[] MODULES = {"cart", "shelf", "till"};

  @TempDir Path folder;
  private RealRepository repository;

  @BeforeEach
  void threeModules() {
    repository = RealRepository.make(folder, MODULES);
    for (String module : MODULES) {
      repository.held(module);
    }
  }

  private void letAllGo() {
    for (String module : MODULES) {
      repository.letGo(module);
    }
  }

  private boolean allAtWork() {
    return List.of(MODULES).stream()
        .noneMatch(module -> repository.outside("starts-" + module).isEmpty());
  }

  /// Owns the repository until the moment has come, then dies.
  private void dieWhen(String moment, Callable<Boolean> hasCome) throws Exception {
    try (OwnerProcess owner = OwnerProcess.start(repository)) {
      // As quickly as one can look: some moments are short.
      long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!hasCome.call()) {
        assertThat(owner.isAlive()).as(repository.outside("owner.err")).isTrue();
        assertThat(System.nanoTime()).as(moment).isLessThan(giveUp);
        Thread.onSpinWait();
      }
    }
  }

  /// The next owner lands all; nothing was done twice, and nothing is left.
  private void aSuccessorLandsEverythingOnce() {
    try (RealSystem system = RealSystem.run(repository)) {
      letAllGo();
      system.awaitLanded(MODULES);
      assertThat(system.inbox()).isEmpty();
      assertThat(system.service().getAgents()).as(system.story()).hasSize(3);
    }
    List<String> landings =
        repository.mainline().stream().filter(subject -> subject.startsWith("Land ")).toList();
    assertThat(landings).containsExactlyInAnyOrder("Land cart", "Land shelf", "Land till");
    for (String module : MODULES) {
      assertThat(repository.outside("starts-" + module).lines()).hasSize(1);
      assertThat(repository.onMain("src/" + module + ".txt")).isEqualTo("work");
      assertThat(repository.path("src/" + module + ".txt")).hasContent("work");
    }
    assertThat(repository.git("status", "--porcelain")).isEmpty();
    try (EventStore log = SqliteEventStore.openReadOnly(repository.data(), "shop")) {
      assertThat(log.check()).isInstanceOf(LogCheck.Intact.class);
    }
  }

  @Test
  void killedWhileWorktreesAreCut() throws Exception {
    dieWhen("a worktree", () -> repository.path(".worktrees").toFile().exists());
    aSuccessorLandsEverythingOnce();
  }

  @Test
  void killedWhileAgentsWorkTheyAreAdopted() throws Exception {
    dieWhen("all at work", this::allAtWork);
    int before = repository.processes().size();
    assertThat(before).isGreaterThan(3);
    aSuccessorLandsEverythingOnce();
  }

  @Test
  void killedAndTheAgentsEndBeforeAnyoneComes() throws Exception {
    dieWhen("all at work", this::allAtWork);
    letAllGo();
    repository.requireNoProcesses();
    aSuccessorLandsEverythingOnce();
  }

  @Test
  void killedWhileGatesAreChecked() throws Exception {
    repository.slowCheck("0.5");
    letAllGo();
    dieWhen("a gate's check", () -> repository.outside("checks").contains(".worktrees/cart\n"));
    aSuccessorLandsEverythingOnce();
  }

  @Test
  void killedWhileALandingIsChecked() throws Exception {
    repository.slowCheck("0.5");
    letAllGo();
    String start = repository.git("rev-parse", "main");
    dieWhen(
        "a landing's check",
        () ->
            repository
                    .outside("checks")
                    .lines()
                    .filter(line -> !List.of(MODULES).contains(nameIn(line)))
                    .count()
                > 1);
    assertThat(repository.git("rev-parse", "main")).isEqualTo(start);
    aSuccessorLandsEverythingOnce();
  }

  private static String nameIn(String line) {
    return String.valueOf(Path.of(line).getFileName());
  }

  @Test
  void killedTheMomentTheTargetMoved() throws Exception {
    letAllGo();
    Path ref = repository.path(".git/refs/heads/main");
    String before = RealRepository.read(ref);
    dieWhen("the swap", () -> !RealRepository.read(ref).equals(before));
    assertThat(repository.mainline()).hasSizeGreaterThan(1);
    aSuccessorLandsEverythingOnce();
  }

  @Test
  void killedAgainAndAgainAtAnyMoment() throws Exception {
    repository.slowCheck("0.05");
    letAllGo();
    Random random = new Random(11);
    for (int round = 0; round < 3; round++) {
      long wait = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_400));
      long[] since = {0};
      dieWhen(
          "some time",
          () -> {
            if (since[0] == 0 && repository.outside("owner.out").startsWith("owns")) {
              since[0] = System.nanoTime();
            }
            return since[0] != 0 && System.nanoTime() - since[0] > wait;
          });
    }
    aSuccessorLandsEverythingOnce();
  }
}
