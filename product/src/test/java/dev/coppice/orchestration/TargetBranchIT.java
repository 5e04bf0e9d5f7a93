package dev.coppice.orchestration;

import static dev.coppice.orchestration.OrchestrationServiceIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.view.AgentView;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The branch we land on: red, without checks, moving.
class TargetBranchIT {
  @TempDir Path folder;

  @Test
  void whileTheTargetIsRedThereIsOneAlertAndNothingStarts() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.worker("cart").worker("till");
    repository.write("src/b.txt", "BROKEN\n");
    repository.git("commit", "-qam", "Break main");
    try (RealSystem system = RealSystem.run(repository)) {
      var alert = system.awaitQuestion();
      assertThat(alert.kind()).isEqualTo(InboxKind.ALERT);
      assertThat(alert.question()).contains("main").contains("red");
      assertThat(alert.evidence()).contains("src is broken");
      assertThat(system.service().runAutonomousCycle().agentsSpawned()).isZero();
      assertRefused(Refusal.Kind.CONFLICT, "red", () -> system.spawn("cart"));
      assertThat(system.service().getAgents()).isEmpty();
      repository.write("src/b.txt", "mended\n");
      repository.git("commit", "-qam", "Mend main");
      system.awaitLanded("cart", "till");
      assertThat(system.inbox()).isEmpty();
    }
  }

  @Test
  void withoutChecksNothingLandsByItself() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    try (RealSystem system = RealSystem.open(repository, "checks: []")) {
      AgentView cart = system.spawn("cart");
      var question = system.awaitQuestion();
      assertThat(question.kind()).isEqualTo(InboxKind.LANDING);
      assertThat(question.question()).contains("No check");
      assertThat(system.agent(cart).status()).isEqualTo("blocked");
      assertThat(repository.mainline()).containsExactly("Start");
      system.answer(question, "land");
      system.awaitLanded("cart");
      assertThat(repository.git("log", "-1", "--format=%B", "main"))
          .contains("Coppice-Module: cart")
          .contains("Coppice-Checks: none");
    }
  }

  @Test
  void twoThatChangeTheSamePlaceBothLandTheSecondOnTheFirst() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    for (String module : new String[] {"cart", "till"}) {
      repository.script(
          module,
          """
          touch "$OUTSIDE/cut-%1$s"
          until [ -e "$OUTSIDE/go-%1$s" ]; do sleep 0.05; done
          if grep -q '<<<<<<<' src/a.txt; then
            sed -i -e '/^<<<<<<</d' -e '/^=======/d' -e '/^>>>>>>>/d' -e '/^|||||||/d' src/a.txt
          else
            echo %1$s >>src/a.txt
          fi
          done_claim done\
          """
              .formatted(module));
    }
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      AgentView till = system.spawn("till");
      system.awaitAtWork("cart");
      system.awaitAtWork("till");
      repository.letGo("cart");
      system.awaitLanded("cart");
      repository.letGo("till");
      system.awaitLanded("till");
      assertThat(repository.onMain("src/a.txt")).contains("cart").contains("till");
      assertThat(system.agent(cart).retryCount()).isZero();
      assertThat(system.agent(till).retryCount()).isEqualTo(1);
      assertThat(system.eventTypes()).contains("landing:conflicted");
      assertThat(repository.mainline()).containsExactly("Land till", "Land cart", "Start");
    }
  }

  @Test
  void workThatIsRedOnlyTogetherWithWhatLandedGoesBackWithTheEvidence() {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.write(
        "check.sh",
        "#!/bin/sh\n"
            + "[ \"$(ls src/only.* | wc -l)\" -lt 2 ] || { echo 'FAILED: two of them'; exit 1;"
            + " }\n");
    repository.write("src/only.none", "");
    repository.git("rm", "-q", "--cached", "src/b.txt");
    repository.git("add", "-A");
    repository.git("commit", "-qm", "Only one");
    repository.script(
        "cart",
        "until [ -e \"$OUTSIDE/go-cart\" ]; do sleep 0.05; done; echo 1 >src/cart.txt; rm"
            + " src/only.none; echo 1 >src/only.cart; done_claim done");
    repository.script(
        "till",
        """
        until [ -e "$OUTSIDE/go-till" ]; do sleep 0.05; done
        if prompt_says 'two of them'; then mv src/only.till src/till.txt; else rm -f src/only.none; echo 1 >src/only.till; fi
        done_claim done\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("cart");
      AgentView till = system.spawn("till");
      system.awaitAtWork("cart");
      system.awaitAtWork("till");
      repository.letGo("cart");
      system.awaitLanded("cart");
      repository.letGo("till");
      system.awaitLanded("till");
      assertThat(system.eventTypes()).contains("landing:red");
      assertThat(system.agent(till).lastError()).contains("red");
      assertThat(repository.onMain("src/till.txt")).isEqualTo("1");
      assertThat(system.service().diff(new ModuleId("till"))).isEmpty();
    }
  }
}
