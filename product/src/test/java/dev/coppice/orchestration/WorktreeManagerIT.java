package dev.coppice.orchestration;

import static dev.coppice.orchestration.OrchestrationServiceIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.WorktreeManager.LandingOutcome;
import dev.coppice.orchestration.WorktreeManager.LogEntry;
import dev.coppice.orchestration.WorktreeManager.WorktreeInfo;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ten functions of the worktree manager, on real git.
class WorktreeManagerIT {
  private static final ModuleId CART = new ModuleId("cart");

  @TempDir Path folder;

  @Test
  void aWorktreeIsMadeOnceAndFoundAgain() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      worktrees.initialize();
      assertThat(worktrees.getWorktree(CART)).isEmpty();
      WorktreeInfo made = worktrees.createWorktree(CART);
      assertThat(made.moduleId()).isEqualTo("cart");
      assertThat(made.branchName()).isEqualTo("module/cart");
      assertThat(made.worktreePath()).isEqualTo(repository.worktree("cart"));
      assertThat(made.commitCount()).isZero();
      assertThat(made.lastCommit()).isNull();
      RealRepository.write(made.worktreePath().resolve("src/cart.txt"), "mine\n");
      WorktreeInfo again = worktrees.createWorktree(CART);
      assertThat(again.worktreePath()).isEqualTo(made.worktreePath());
      assertThat(made.worktreePath().resolve("src/cart.txt")).exists();
      worktrees.createWorktree(new ModuleId("till"));
      assertThat(worktrees.listWorktrees())
          .extracting(WorktreeInfo::moduleId)
          .containsExactly("cart", "till");
      assertThat(worktrees.getSummary().total()).isEqualTo(2);
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "roadmap",
          () -> worktrees.createWorktree(new ModuleId("../../outside")));
      assertRefused(
          Refusal.Kind.UNKNOWN, "roadmap", () -> worktrees.createWorktree(new ModuleId("nowhere")));
    }
    try (RealSystem system = RealSystem.open(repository)) {
      assertThat(system.service().worktrees().getSummary().worktrees())
          .extracting(WorktreeInfo::branchName)
          .containsExactly("module/cart", "module/till");
    }
  }

  @Test
  void commitsTakeEverythingOrTheNamedPathsAndNothingMakesNone() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      Path place = worktrees.createWorktree(CART).worktreePath();
      assertThat(worktrees.getStatus(CART).clean()).isTrue();
      assertThat(worktrees.commit(CART, "Nothing", List.of())).isEmpty();
      RealRepository.write(place.resolve("src/one.txt"), "1\n");
      RealRepository.write(place.resolve("src/two.txt"), "2\n");
      RealRepository.write(place.resolve("src/a.txt"), "changed\n");
      assertThat(worktrees.getStatus(CART).changes())
          .containsExactlyInAnyOrder(" M src/a.txt", "?? src/one.txt", "?? src/two.txt");
      String one = worktrees.commit(CART, "Add one | not two", List.of("src/one.txt"));
      assertThat(one).matches("[0-9a-f]{40}");
      assertThat(RealRepository.gitIn(place, "show", "--format=", "--name-only", one))
          .isEqualTo("src/one.txt");
      assertThat(worktrees.getStatus(CART).changes())
          .containsExactlyInAnyOrder(" M src/a.txt", "?? src/two.txt");
      String rest = worktrees.commit(CART, "Add the rest\n\nWith a body | and a pipe.", List.of());
      assertThat(worktrees.getStatus(CART).clean()).isTrue();
      List<LogEntry> log = worktrees.getCommitLog(CART, 10);
      assertThat(log)
          .extracting(LogEntry::message)
          .containsExactly("Add the rest", "Add one | not two", "Start");
      assertThat(log.getFirst().hash()).isEqualTo(rest);
      assertThat(log).extracting(LogEntry::date).doesNotContainNull();
      assertThat(worktrees.getCommitLog(CART, 1)).hasSize(1);
      WorktreeInfo info = worktrees.getWorktree(CART).orElseThrow();
      assertThat(info.commitCount()).isEqualTo(2);
      assertThat(info.lastCommit()).isEqualTo(rest);
      assertThat(RealRepository.gitIn(place, "log", "-1", "--format=%B")).doesNotContain("Co-Auth");
    }
  }

  @Test
  void aModuleWithoutAWorktreeIsRefusedByName() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      String missing = "Worktree not found for module: cart";
      assertRefused(Refusal.Kind.UNKNOWN, missing, () -> worktrees.commit(CART, "x", List.of()));
      assertRefused(Refusal.Kind.UNKNOWN, missing, () -> worktrees.getStatus(CART));
      assertRefused(Refusal.Kind.UNKNOWN, missing, () -> worktrees.getCommitLog(CART, 5));
      assertRefused(Refusal.Kind.UNKNOWN, missing, () -> worktrees.mergeToMain(CART, false));
      worktrees.deleteWorktree(CART, false);
      assertThat(worktrees.listWorktrees()).isEmpty();
    }
  }

  @Test
  void aBranchMadeByHandLandsOnlyVerified() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      Path place = worktrees.createWorktree(CART).worktreePath();
      RealRepository.write(place.resolve("src/cart.txt"), "BROKEN\n");
      worktrees.commit(CART, "Break it", List.of());
      LandingOutcome red = worktrees.mergeToMain(CART, false);
      assertThat(red.landed()).isFalse();
      assertThat(red.reason()).contains("check").contains("red");
      assertThat(repository.mainline()).containsExactly("Start");
      RealRepository.write(place.resolve("src/cart.txt"), "whole\n");
      worktrees.commit(CART, "Mend it", List.of());
      LandingOutcome landed = worktrees.mergeToMain(CART, true);
      assertThat(landed.landed()).as(landed.reason()).isTrue();
      assertThat(landed.commit()).isEqualTo(repository.git("rev-parse", "main"));
      assertThat(repository.mainline()).containsExactly("Land cart", "Start");
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("whole");
      assertThat(repository.path("src/cart.txt")).hasContent("whole");
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertThat(place).doesNotExist();
      assertThat(system.hasLanded("cart")).isTrue();
    }
  }

  @Test
  void aBranchThatBringsNothingNewCompletesNothing() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      system.service().worktrees().createWorktree(CART);
      LandingOutcome outcome = system.service().worktrees().mergeToMain(CART, false);
      assertThat(outcome.landed()).isFalse();
      assertThat(outcome.reason()).contains("nothing");
      assertThat(system.hasLanded("cart")).isFalse();
      assertThat(repository.mainline()).containsExactly("Start");
    }
  }

  @Test
  void whileTheTargetIsRedTheLandingWaitsAndSaysSo() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      Path place = worktrees.createWorktree(CART).worktreePath();
      RealRepository.write(place.resolve("src/cart.txt"), "whole\n");
      worktrees.commit(CART, "Work", List.of());
      repository.write("src/b.txt", "BROKEN\n");
      repository.git("commit", "-qam", "Break main");
      LandingOutcome first = worktrees.mergeToMain(CART, false);
      assertThat(first.landed()).isFalse();
      assertThat(first.reason()).contains("main").contains("red");
      LandingOutcome again = worktrees.mergeToMain(CART, false);
      assertThat(again.reason()).contains("red");
      repository.write("src/b.txt", "mended\n");
      repository.git("commit", "-qam", "Mend main");
      system.awaitLanded("cart");
      assertThat(repository.mainline())
          .containsExactly("Land cart", "Mend main", "Break main", "Start");
    }
  }

  @Test
  void aConflictDoesNotLandAndLeavesNothingBehind() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      Path place = worktrees.createWorktree(CART).worktreePath();
      RealRepository.write(place.resolve("src/a.txt"), "mine\n");
      String mine = worktrees.commit(CART, "Mine", List.of());
      repository.write("src/a.txt", "theirs\n");
      repository.git("commit", "-qam", "Theirs");
      LandingOutcome outcome = worktrees.mergeToMain(CART, true);
      assertThat(outcome.landed()).isFalse();
      assertThat(outcome.paths()).containsExactly("src/a.txt");
      assertThat(repository.mainline()).containsExactly("Theirs", "Start");
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertThat(repository.path(".git/MERGE_HEAD")).doesNotExist();
      assertThat(worktrees.getWorktree(CART).orElseThrow().lastCommit()).isEqualTo(mine);
      assertThat(worktrees.getStatus(CART).clean()).isTrue();
    }
  }

  @Test
  void deletingRefusesWhatWouldBeLostAndKeepsItWhenForced() {
    RealRepository repository = RealRepository.make(folder, "cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      Path place = worktrees.createWorktree(CART).worktreePath();
      RealRepository.write(place.resolve("src/loose.txt"), "loose\n");
      assertRefused(
          Refusal.Kind.CONFLICT, "src/loose.txt", () -> worktrees.deleteWorktree(CART, false));
      assertThat(place.resolve("src/loose.txt")).exists();
      worktrees.deleteWorktree(CART, true);
      assertThat(place).doesNotExist();
      String kept = repository.git("for-each-ref", "--format=%(refname)", "refs/coppice/kept");
      assertThat(kept.lines()).hasSize(1);
      assertThat(repository.git("show", kept + ":src/loose.txt")).isEqualTo("loose");
      assertThat(repository.git("branch", "--list", "module/cart")).contains("module/cart");
      assertThat(worktrees.getWorktree(CART)).isEmpty();
      worktrees.deleteWorktree(CART, false);
    }
  }

  @Test
  void aWorktreeAnAgentLivesInIsLeftAlone() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.held("cart");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      system.spawn("cart");
      system.awaitAtWork("cart");
      String lives = "An agent works on module cart";
      assertRefused(Refusal.Kind.CONFLICT, lives, () -> worktrees.deleteWorktree(CART, true));
      assertRefused(Refusal.Kind.CONFLICT, lives, () -> worktrees.commit(CART, "x", List.of()));
      assertRefused(Refusal.Kind.CONFLICT, lives, () -> worktrees.createWorktree(CART));
      assertRefused(Refusal.Kind.CONFLICT, "live agent", () -> worktrees.mergeToMain(CART, false));
      assertThat(worktrees.getStatus(CART).clean()).isTrue();
      repository.letGo("cart");
      system.awaitLanded("cart");
    }
  }
}
