package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.InboxKind;
import dev.coppice.orchestration.WorktreeManager.LandingOutcome;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.view.AgentView;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The user's checkout while work lands: nothing of the user's is ever lost or changed.
class UserCheckoutIT {
  @TempDir Path folder;

  @Test
  void stagedAndUnstagedEditsStayByteForByteWhileWorkLands() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.worker("cart").worker("till");
    repository.write("src/b.txt", "staged\n");
    repository.git("add", "src/b.txt");
    repository.write("src/b.txt", "staged\nand more\n");
    repository.write("README.md", "Mine, unstaged, with\r\nodd ends");
    repository.write("notes/loose file.txt", "untracked\n");
    repository.write("src/new.txt", "new and staged\n");
    repository.git("add", "src/new.txt");
    repository.write("build.log", "ignored\n");
    String status = repository.git("status", "--porcelain", "-uall");
    String staged = repository.git("diff", "--cached");
    String unstaged = repository.git("diff");
    byte[] readme = Files.readAllBytes(repository.path("README.md"));
    try (RealSystem system = RealSystem.run(repository)) {
      system.awaitLanded("cart", "till");
      assertThat(repository.git("status", "--porcelain", "-uall")).isEqualTo(status);
      assertThat(repository.git("diff", "--cached")).isEqualTo(staged);
      assertThat(repository.git("diff")).isEqualTo(unstaged);
      assertThat(Files.readAllBytes(repository.path("README.md"))).isEqualTo(readme);
      assertThat(repository.path("build.log")).hasContent("ignored");
      assertThat(repository.path("src/cart.txt")).hasContent("work");
      repository.git("commit", "-qam", "Mine");
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("work");
      assertThat(repository.onMain("src/till.txt")).isEqualTo("work");
      assertThat(repository.onMain("src/new.txt")).isEqualTo("new and staged");
      assertThat(repository.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    }
  }

  @Test
  void anOverlappingEditMakesTheLandingWaitAndItLandsOnceTheEditIsGone() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "echo work >>src/a.txt\ndone_claim done");
    repository.write("src/a.txt", "my own\n");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      var waiting = system.awaitQuestion();
      assertThat(waiting.kind()).isEqualTo(InboxKind.WAITING);
      assertThat(waiting.question()).contains("src/a.txt");
      assertThat(system.agent(cart).status()).isEqualTo("blocked");
      assertThat(repository.mainline()).containsExactly("Start");
      assertThat(repository.path("src/a.txt")).hasContent("my own");
      repository.git("checkout", "-q", "--", "src/a.txt");
      system.awaitLanded("cart");
      assertThat(system.inbox()).isEmpty();
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertThat(repository.onMain("src/a.txt")).endsWith("five\nwork");
    }
  }

  @Test
  void theNextOwnerTriesAWaitingLandingAtOnceHoweverLongItWasToWait() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    repository.write("src/cart.txt", "the user's own\n");
    try (RealSystem system = RealSystem.run(repository)) {
      var waiting = system.awaitQuestion();
      for (int tries = 2; tries <= 4; tries++) {
        int wanted = tries;
        system.answer(waiting, "retry");
        system.eventually(
            wanted + " tries",
            () ->
                system.eventTypes().stream().filter("landing:waiting"::equals).count() >= wanted
                    && !system.inbox().isEmpty());
        waiting = system.inbox().getFirst();
      }
      assertThat(system.hasLanded("cart")).isFalse();
    }
    repository.git("clean", "-qf", "src/cart.txt");
    try (RealSystem system = RealSystem.run(repository)) {
      system.eventually(
          "it is tried again", () -> system.eventTypes().contains("landing:returned"));
      system.awaitLanded("cart");
      assertThat(repository.path("src/cart.txt")).hasContent("work");
    }
  }

  @Test
  void anOverlappingEditThatTheUserCommitsComesTogetherWithTheWork() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "echo work >>src/a.txt\ndone_claim done");
    repository.write("src/a.txt", "my own\ntwo\nthree\nfour\nfive\n");
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("cart");
      system.awaitQuestion();
      repository.git("commit", "-qam", "Mine");
      system.awaitLanded("cart");
      assertThat(repository.mainline()).containsExactly("Land cart", "Mine", "Start");
      assertThat(repository.onMain("src/a.txt")).isEqualTo("my own\ntwo\nthree\nfour\nfive\nwork");
    }
  }

  @Test
  void anUntrackedFileInTheWayIsNamedAndNotOverwritten() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    repository.write("src/cart.txt", "the user's own\n");
    try (RealSystem system = RealSystem.open(repository)) {
      WorktreeManager worktrees = system.service().worktrees();
      ModuleId cart = new ModuleId("cart");
      Path place = worktrees.createWorktree(cart).worktreePath();
      RealRepository.write(place.resolve("src/cart.txt"), "work\n");
      worktrees.commit(cart, "Work", java.util.List.of());
      LandingOutcome outcome = worktrees.mergeToMain(cart, false);
      assertThat(outcome.landed()).isFalse();
      assertThat(outcome.paths()).containsExactly("src/cart.txt");
      assertThat(repository.path("src/cart.txt")).hasContent("the user's own");
      repository.git("clean", "-qf", "src/cart.txt");
      system.awaitLanded("cart");
      assertThat(repository.path("src/cart.txt")).hasContent("work");
    }
  }

  @Test
  void theUsersCommitsBetweenLandingsStay() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.held("cart").held("till");
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("cart");
      system.spawn("till");
      system.awaitAtWork("cart");
      system.awaitAtWork("till");
      repository.write("src/b.txt", "by the user\n");
      repository.git("commit", "-qam", "By the user");
      repository.letGo("cart");
      system.awaitLanded("cart");
      repository.write("README.md", "by the user again\n");
      repository.git("commit", "-qam", "By the user again");
      repository.letGo("till");
      system.awaitLanded("till");
      assertThat(repository.mainline())
          .containsExactly("Land till", "By the user again", "Land cart", "By the user", "Start");
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertThat(repository.path("src/b.txt")).hasContent("by the user");
    }
  }

  @Test
  void aDetachedHeadOrAnotherBranchOfTheUsersStaysWhereItIs() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.worker("cart").worker("till");
    repository.git("checkout", "-q", "--detach");
    String head = repository.git("rev-parse", "HEAD");
    try (RealSystem system = RealSystem.open(repository, "landing: { target: main }")) {
      assertThat(system.service().getOrchestrator().orElseThrow().mainBranch()).isEqualTo("main");
      system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(head);
      assertThat(repository.path("src/cart.txt")).doesNotExist();
      assertThat(repository.git("status", "--porcelain")).isEmpty();
      assertThat(repository.mainline()).containsExactly("Land cart", "Start");
      repository.git("checkout", "-q", "-b", "mine");
      system.spawn("till");
      system.awaitLanded("till");
      assertThat(repository.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/mine");
      assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(head);
    }
  }
}
