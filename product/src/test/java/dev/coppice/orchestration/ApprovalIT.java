package dev.coppice.orchestration;

import static dev.coppice.orchestration.OrchestrationServiceIT.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Message;
import dev.coppice.view.AgentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a person decides: landings, gates and questions.
class ApprovalIT {
  @TempDir Path folder;

  private static AgentView spawn(RealSystem system, String loop) {
    return system
        .service()
        .agents()
        .spawnAgent(new AgentManager.SpawnRequest(new ModuleId("cart"), loop, null, null));
  }

  @Test
  void aRejectionsRemarkReachesTheNextPromptAndApprovalLands() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        cp "$COPPICE_PROMPT" "$OUTSIDE/prompt-$COPPICE_TRY"
        if prompt_says 'make it blue'; then echo blue >src/cart.txt; else echo red >src/cart.txt; fi
        done_claim done\
        """);
    try (RealSystem system = RealSystem.open(repository, "autonomy: supervised")) {
      AgentView cart = system.spawn("cart");
      InboxItem question = system.awaitQuestion();
      assertThat(question.kind()).isEqualTo(InboxKind.LANDING);
      assertThat(question.options()).containsExactly("land", "reject");
      assertRefused(Refusal.Kind.INVALID, "perhaps", () -> system.answer(question, "perhaps"));
      system.answer(question, "reject: make it blue");
      assertRefused(Refusal.Kind.UNKNOWN, "question", () -> system.answer(question, "land"));
      system.eventually("asked again", () -> system.inbox().size() == 1);
      assertThat(repository.outside("prompt-1")).doesNotContain("make it blue");
      assertThat(repository.outside("prompt-2")).contains("make it blue").contains("by ada");
      assertThat(repository.mainline()).containsExactly("Start");
      assertThat(system.service().diff(new ModuleId("cart"))).contains("+blue");
      system.service().submit(new Message.Land(new ModuleId("cart"), "ada"));
      system.awaitLanded("cart");
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("blue");
      assertThat(system.inbox()).isEmpty();
      assertThat(system.agent(cart).retryCount()).isEqualTo(1);
      assertRefused(
          Refusal.Kind.CONFLICT,
          "no work waiting",
          () -> system.service().submit(new Message.Land(new ModuleId("cart"), "ada")));
      assertRefused(
          Refusal.Kind.UNKNOWN,
          "no open question",
          () ->
              system.service().submit(new Message.Answer(new InboxId("q-nothing"), "land", "ada")));
    }
  }

  @Test
  void aQuestionOfTheAgentsOwnIsAnsweredInTheNextPrompt() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        if prompt_says 'Answer: green'; then echo green >src/cart.txt; done_claim done
        else blocker 'Which colour?' green blue; fi\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      InboxItem question = system.awaitQuestion();
      assertThat(question.question()).isEqualTo("Which colour?");
      assertThat(question.options()).containsExactly("green", "blue");
      assertThat(system.agent(cart).status()).isEqualTo("blocked");
      assertThat(system.agent(cart).reason()).isEqualTo("Which colour?");
      repository.requireNoProcesses();
      system.answer(question, "green");
      system.awaitLanded("cart");
      assertThat(system.agent(cart).retryCount()).isZero();
    }
  }

  @Test
  void theEngineeringLoopLeavesItsDocumentsAsEvidence() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        "echo \"$COPPICE_PHASE\" >>src/cart.txt; echo \"$COPPICE_PHASE\" >>\"$OUTSIDE/phases\";"
            + " done_claim done");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = spawn(system, "engineering-loop");
      system.awaitLanded("cart");
      assertThat(repository.outside("phases").lines())
          .containsExactly(
              "INIT",
              "SCAFFOLD",
              "IMPLEMENT+TEST+VERIFY",
              "VALIDATE",
              "DOCUMENT+REVIEW",
              "SHIP+COMPLETE");
      assertThat(repository.mainline()).containsExactly("Land cart", "Start");
      AgentView done = system.agent(cart);
      assertThat(done.progress().gatesPassed()).isEqualTo(done.progress().gatesTotal());
      assertThat(done.progress().phasesCompleted()).isEqualTo(10);
      try (Stream<Path> files = Files.walk(repository.data().resolve("run"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .contains(
                "REQUIREMENTS.md",
                "FEATURESPEC.md",
                "ARCHITECTURE.md",
                "VERIFICATION.md",
                "VALIDATION.md",
                "SECURITY-AUDIT.md",
                "CODE-REVIEW.md");
      }
      assertThat(repository.git("ls-tree", "-r", "--name-only", "main"))
          .doesNotContain("REQUIREMENTS.md");
    }
  }

  @Test
  void aMissingDocumentSendsTheWorkBack() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        echo "$COPPICE_PHASE" >>src/cart.txt
        if [ "$COPPICE_TRY" = 1 ]; then COPPICE_WANTED=REQUIREMENTS.md; fi
        cp "$COPPICE_PROMPT" "$OUTSIDE/prompt-$COPPICE_TRY"
        done_claim done\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = spawn(system, "engineering-loop");
      system.awaitLanded("cart");
      assertThat(repository.outside("prompt-1")).contains("- FEATURESPEC.md");
      assertThat(repository.outside("prompt-2")).contains("documents are missing: FEATURESPEC.md");
      assertThat(system.agent(cart).retryCount()).isEqualTo(1);
    }
  }

  @Test
  void byHandEveryGateAsksAndTheLandingToo() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "echo \"$COPPICE_PHASE\" >>src/cart.txt; done_claim done");
    List<String> asked = new ArrayList<>();
    try (RealSystem system = RealSystem.open(repository, "autonomy: manual")) {
      AgentView cart = spawn(system, "engineering-loop");
      while (!system.hasLanded("cart")) {
        system.eventually(
            "a question or the end", () -> !system.inbox().isEmpty() || system.hasLanded("cart"));
        for (InboxItem item : system.inbox()) {
          asked.add(item.kind() + " " + system.agent(cart).phaseLabel());
          system.answer(item, item.options().getFirst());
        }
      }
      assertThat(asked)
          .containsExactly(
              "GATE INIT",
              "GATE SCAFFOLD",
              "GATE IMPLEMENT+TEST+VERIFY",
              "GATE VALIDATE",
              "GATE DOCUMENT+REVIEW",
              "GATE SHIP+COMPLETE",
              "LANDING LAND");
      assertThat(repository.onMain("src/cart.txt").lines()).hasSize(6);
    }
  }
}
