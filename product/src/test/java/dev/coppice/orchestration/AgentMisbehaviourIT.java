package dev.coppice.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.view.AgentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that lie, crash, hang, flood, and use git as they please.
class AgentMisbehaviourIT {

  @TempDir Path folder;

  @Test
  void anAgentThatLiesIsToldWhatWasSeen() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        case $COPPICE_TRY in
          1) done_claim 'all done' ;;
          2) prompt_says 'changed nothing' && echo BROKEN >src/cart.txt; done_claim 'really' ;;
          *) prompt_says 'src is broken' && echo work >src/cart.txt; done_claim 'now it is' ;;
        esac\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView cart = system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("work");
      assertThat(system.eventTypes()).contains("check:refuted", "check:failed");
      assertThat(system.agent(cart).retryCount()).isEqualTo(2);
      assertThat(repository.mainline()).containsExactly("Land cart", "Start");
    }
  }

  @Test
  void crashedAndHangingAndLeavingAttemptsAreRetriedAndLeaveNothingRunning() {
    RealRepository repository = RealRepository.make(folder, "crash", "hang", "leave");
    String once =
        "if [ \"$COPPICE_TRY\" = 1 ]; then %s; fi\necho work >src/%s.txt\ndone_claim done";
    repository.script("crash", once.formatted("crash", "crash"));
    repository.script("hang", once.formatted("sleep 300", "hang"));
    repository.script("leave", "(setsid sleep 300 &) \n" + once.formatted("exit 0", "leave"));
    try (RealSystem system = RealSystem.open(repository, "limits: { idle: 1s, wall: 60s }")) {
      for (String module : List.of("crash", "hang", "leave")) {
        system.spawn(module);
      }
      system.awaitLanded("crash", "hang", "leave");
      assertThat(system.agentOf("crash").lastError()).contains("exit code");
      assertThat(system.agentOf("hang").lastError()).contains("no sign of life");
      assertThat(system.agentOf("leave").lastError()).contains("changed nothing");
      assertThat(repository.outside("starts-hang").lines()).hasSize(2).doesNotHaveDuplicates();
      repository.requireNoProcesses();
    }
  }

  @Test
  void theSameFailureIsReassignedThenEscalatedAndAnAnswerGoesOn() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        "if prompt_says 'try the other lid'; then echo work >src/cart.txt; done_claim done; else"
            + " exit 3; fi");
    try (RealSystem system = RealSystem.open(repository)) {
      AgentView first = system.spawn("cart");
      var escalation = system.awaitQuestion();
      assertThat(escalation.kind()).isEqualTo(InboxKind.ESCALATION);
      assertThat(escalation.question()).contains("cart").contains("exit code 3");
      assertThat(system.agent(first).status()).isEqualTo("failed");
      AgentView second = system.agentOf("cart");
      assertThat(second.generation()).isEqualTo(2);
      assertThat(second.status()).isEqualTo("blocked");
      assertThat(system.eventTypes())
          .containsSubsequence("failure:retry", "failure:reassign", "failure:escalate");
      assertThat(repository.outside("starts-cart").lines()).hasSize(3);
      system.answer(escalation, "retry: try the other lid");
      system.awaitLanded("cart");
      assertThat(system.service().getAgents()).hasSize(2);
    }
  }

  @Test
  void anAgentThatCommitsItselfLandsAsOneThatDoesNot() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script(
        "cart",
        """
        git config --get user.name >"$OUTSIDE/name" || true
        echo one >src/one.txt && git add -A && git commit -qm 'One | by itself'
        echo two >src/two.txt && git add -A && git commit -qm 'Two'
        echo three >src/three.txt
        done_claim done\
        """);
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(repository.onMain("src/one.txt")).isEqualTo("one");
      assertThat(repository.onMain("src/two.txt")).isEqualTo("two");
      assertThat(repository.onMain("src/three.txt")).isEqualTo("three");
      assertThat(repository.mainline()).containsExactly("Land cart", "Start");
      assertThat(repository.git("log", "--format=%s", "main")).contains("One | by itself");
      assertThat(repository.git("log", "--format=%an", "main^2")).contains("scripted");
      assertThat(repository.git("status", "--porcelain")).isEmpty();
    }
  }

  @Test
  void anAgentThatSwitchesBranchesOrDetachesItsHeadLosesNothing() {
    RealRepository repository = RealRepository.make(folder, "branch", "detach");
    repository.script(
        "branch",
        "git checkout -q -b my-own; echo b >src/branch.txt; git add -A; git commit -qm Mine; echo"
            + " more >>src/branch.txt; done_claim done");
    repository.script(
        "detach",
        "git checkout -q --detach; echo d >src/detach.txt; git add -A; git commit -qm Loose;"
            + " done_claim done");
    try (RealSystem system = RealSystem.open(repository)) {
      system.spawn("branch");
      system.spawn("detach");
      system.awaitLanded("branch", "detach");
      assertThat(repository.onMain("src/branch.txt")).isEqualTo("b\nmore");
      assertThat(repository.onMain("src/detach.txt")).isEqualTo("d");
      assertThat(repository.git("symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
    }
  }

  @Test
  void aSetupCommandRunsBeforeTheFirstAttemptAndAgainWhenItFailed() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "cp made.log src/cart.txt; done_claim done");
    String setup =
        "worktree: { minFreeDisk: 1MB, setup: [[sh, -c, \"echo s >>%1$s; test $(wc -l <%1$s) -gt 1 && echo made >made.log\"]] }"
            .formatted(repository.outsidePath("setups"));
    try (RealSystem system = RealSystem.open(repository, setup)) {
      system.spawn("cart");
      system.awaitLanded("cart");
      assertThat(repository.outside("setups").lines()).hasSize(2);
      assertThat(repository.outside("starts-cart").lines()).hasSize(1);
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("made");
      assertThat(repository.onMain("made.log")).isEmpty();
    }
  }

  @Test
  void aSetupCommandThatKeepsFailingEscalatesAndNoAgentStarts() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    String setup =
        "worktree: { minFreeDisk: 1MB, setup: [[sh, -c, 'echo no such dependency >&2; exit 9']] }";
    try (RealSystem system = RealSystem.open(repository, setup)) {
      system.spawn("cart");
      var escalation = system.awaitQuestion();
      assertThat(escalation.kind()).isEqualTo(InboxKind.ESCALATION);
      assertThat(escalation.evidence()).contains("no such dependency");
      assertThat(repository.outside("starts-cart")).isEmpty();
      system.answer(escalation, "stop");
      assertThat(system.agentOf("cart").status()).isEqualTo("terminated");
      assertThat(system.service().getNextWorkItems(5)).isEmpty();
    }
  }

  @Test
  void filesTheUserWantsInEveryWorktreeComeAlongAndFollowNoLink() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    repository.write(".gitignore", "*.env\n");
    repository.write("build.log", "");
    repository.git("rm", "-q", "--cached", "--ignore-unmatch", "build.log");
    repository.git("commit", "-qam", "Ignore");
    repository.write("conf/local.env", "PORT=1\n");
    repository.script("cart", "cp conf/local.env src/cart.txt; done_claim done");
    Path trap = Files.createDirectories(repository.outsidePath("trap"));
    repository.git("branch", "module/till");
    repository.git("worktree", "add", "-q", folder.resolve("other").toString(), "module/till");
    Files.createSymbolicLink(folder.resolve("other/conf"), trap);
    RealRepository.gitIn(folder.resolve("other"), "add", "-A");
    RealRepository.gitIn(folder.resolve("other"), "commit", "-qm", "A trap");
    repository.git("worktree", "remove", folder.resolve("other").toString());
    repository.worker("till");
    String copy = "worktree: { minFreeDisk: 1MB, copy: [conf/local.env] }";
    try (RealSystem system = RealSystem.open(repository, copy)) {
      system.spawn("cart");
      AgentView till = system.spawn("till");
      system.awaitLanded("cart");
      assertThat(repository.onMain("src/cart.txt")).isEqualTo("PORT=1");
      assertThat(repository.onMain("conf/local.env")).isEmpty();
      // Its branch would put the link in place of the user's folder, so it does not land.
      system.awaitStatus(till, "blocked");
      assertThat(trap).isEmptyDirectory();
      assertThat(repository.path("conf/local.env")).hasContent("PORT=1");
    }
  }

  @Test
  void aMissingAgentProgramIsOneAlertForAllAndRetryGoesOn() throws Exception {
    RealRepository repository = RealRepository.make(folder, "cart", "till");
    Path program = repository.outsidePath("my-agent");
    String agents = "agents: { scripted: { command: [\"%s\", \"{module}\"] } }".formatted(program);
    try (RealSystem system = RealSystem.open(repository, agents.replace("{module}", "{prompt}"))) {
      AgentView cart = system.spawn("cart");
      AgentView till = system.spawn("till");
      system.awaitStatus(cart, "blocked");
      system.awaitStatus(till, "blocked");
      var alert = system.awaitQuestion();
      assertThat(alert.kind()).isEqualTo(InboxKind.ALERT);
      assertThat(alert.question()).contains("scripted").contains("not found");
      RealRepository.write(program, "#!/bin/sh\necho work >src/$COPPICE_SLUG.txt\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
      system.answer(alert, "retry");
      system.awaitLanded("cart", "till");
      assertThat(system.inbox()).isEmpty();
    }
  }

  @Test
  void modulesWithOddNamesLiveInPlacesThatHoldNoSurprise() {
    RealRepository repository =
        RealRepository.make(folder, "../escape", "With Spaces", "größe-日本", "a/b", "-rf");
    String[] odd = {"../escape", "with-spaces", "größe-日本", "a/b", "-rf"};
    try (RealSystem system = RealSystem.open(repository)) {
      for (String module : odd) {
        String slug = new ModuleId(module).slug();
        repository.script(
            slug, "printf '%s' \"$COPPICE_MODULE\" >\"src/$COPPICE_SLUG.txt\"; done_claim done");
        AgentView agent = system.spawn(module);
        system.eventually("a worktree", () -> system.agent(agent).worktreePath() != null);
        assertThat(system.agent(agent).worktreePath())
            .isEqualTo(repository.worktree(slug).toString());
        assertThat(system.agent(agent).branchName()).isEqualTo("module/" + slug);
        assertThat(slug).matches("[a-z0-9][a-z0-9._-]*");
      }
      system.awaitLanded(odd);
      for (String module : odd) {
        assertThat(repository.onMain("src/" + new ModuleId(module).slug() + ".txt"))
            .isEqualTo(module);
      }
      assertThat(repository.path("..").resolve("escape")).doesNotExist();
      assertThat(
              repository.git(
                  "log", "-1", "--format=%(trailers:key=Coppice-Module,valueonly)", "main"))
          .isIn((Object[]) odd);
    }
  }
}
