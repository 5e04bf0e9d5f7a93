package dev.coppice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedAgentIT {
  @TempDir Path folder;
  private Path agent;
  private Path worktree;

  @BeforeEach
  void writeTheAgent() throws IOException {
    agent = DemoFiles.writeInto(folder).agent();
    worktree = Files.createDirectory(folder.resolve("worktree"));
  }

  @Test
  void withoutAScriptItDescribesTheModule() throws IOException {
    ScriptedAttempt.Ended ended = run(Map.of("COPPICE_SCOPE", "Sign in,\nand out."));

    assertThat(ended.exit()).isZero();
    assertThat(Files.readString(worktree.resolve("coppice-modules/login.md")))
        .isEqualTo("# login\n\nSign in,\nand out.\n\n- phase: IMPLEMENT\n");
    assertThat(ended.report().getFirst().path("percent").asInt()).isEqualTo(10);
    assertThat(ended.lastReport().path("type").asString()).isEqualTo("done");
  }

  @Test
  void aLaterPhaseIsAddedToTheDescription() throws IOException {
    run(Map.of());
    run(Map.of("COPPICE_PHASE", "TEST"));
    run(Map.of("COPPICE_PHASE", "TEST"));

    assertThat(Files.readString(worktree.resolve("coppice-modules/login.md")))
        .endsWith("\n- phase: IMPLEMENT\n- phase: TEST\n");
  }

  @Test
  void whatItReportsIsJsonWhateverTheWords() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(
        scripts.resolve("login.sh"),
        """
        note $'a "quote", a \\\\ and\\n\\ttwo lines, ü, \\001, & and $HOME'
        blocker 'which "one"?' 'the "first"' 'a\\b'
        """);

    ScriptedAttempt.Ended ended = run(Map.of("COPPICE_SCRIPTS", scripts.toString()));

    assertThat(ended.report().getFirst().path("text").asString())
        .isEqualTo("a \"quote\", a \\ and\n\ttwo lines, ü, \u0001, & and $HOME");
    assertThat(ended.lastReport().path("question").asString()).isEqualTo("which \"one\"?");
    assertThat(ended.lastReport().path("options").get(0).asString()).isEqualTo("the \"first\"");
    assertThat(ended.lastReport().path("options").get(1).asString()).isEqualTo("a\\b");
  }

  @Test
  void theDeliverablesThatAreWantedAreWritten() throws IOException {
    Path documents = folder.resolve("documents");

    run(
        Map.of(
            "COPPICE_WANTED",
            "SPEC.md notes/*.md ../outside.md",
            "COPPICE_DELIVERABLES",
            documents.toString()));

    assertThat(Files.readString(documents.resolve("SPEC.md")))
        .isEqualTo("# SPEC.md\n\nModule: login\n\nScope: the scope of login\n\nPhase: IMPLEMENT\n");
    assertThat(documents.resolve("notes/*.md")).exists();
    assertThat(folder.resolve("outside.md")).doesNotExist();
  }

  @Test
  void aScriptThatFailsFailsTheAttempt() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("mine"));
    Files.writeString(scripts.resolve("login.sh"), "false\ndone_claim 'never'\n");

    ScriptedAttempt.Ended ended = run(Map.of("COPPICE_SCRIPTS", scripts.toString()));

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.report()).isEmpty();
  }

  @Test
  void withoutAModuleItSaysHowItIsStarted() {
    ScriptedAttempt.Ended ended = run(Map.of("COPPICE_SLUG", ""));

    assertThat(ended.exit()).isEqualTo(64);
    assertThat(ended.output()).contains("coppice run --agent scripted");
  }

  private ScriptedAttempt.Ended run(Map<String, String> more) {
    return ScriptedAttempt.first("login").runIn(worktree, agent, more);
  }
}
