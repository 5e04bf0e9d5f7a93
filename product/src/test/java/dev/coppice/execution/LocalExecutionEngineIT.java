package dev.coppice.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.Redaction;
import dev.coppice.orchestration.RealRepository;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.runner.LocalRunner;
import dev.coppice.worktree.GitRepository;
import dev.coppice.worktree.GitWorktrees;
import dev.coppice.worktree.OpenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One attempt on a real worktree with a real process: what reaches it, and what comes of it.
class LocalExecutionEngineIT {
  private static final ModuleId CART = new ModuleId("cart");

  @TempDir Path folder;
  private RealRepository repository;
  private GitWorktrees worktrees;
  private Path data;
  private final List<LocalExecutionEngine> engines = new ArrayList<>();

  /// Waits for the end and counts how often it comes.
  private static final class Heard implements AttemptListener {
    final CompletableFuture<AttemptResult> end = new CompletableFuture<>();
    final AtomicInteger ends = new AtomicInteger();
    final AtomicInteger starts = new AtomicInteger();

    @Override
    public void started(AttemptId attempt, long pid) {
      starts.incrementAndGet();
    }

    @Override
    public void progressed(
        AttemptId attempt, int percent, @Nullable String phase, @Nullable String note) {}

    @Override
    public void ended(AttemptResult result) {
      ends.incrementAndGet();
      end.complete(result);
    }

    AttemptResult result() throws Exception {
      return end.get(60, TimeUnit.SECONDS);
    }
  }

  @BeforeEach
  void aWorktree() {
    repository = RealRepository.make(folder, "cart");
    worktrees = new GitWorktrees(GitRepository.open(repository.root(), OpenOptions.defaults()));
    worktrees.create(CART, worktrees.targetTip());
    data = folder.resolve("data");
  }

  @AfterEach
  void nothingRuns() {
    for (LocalExecutionEngine engine : engines) {
      engine.live().forEach(attempt -> engine.stop(attempt, false));
    }
    repository.requireNoProcesses();
    engines.forEach(LocalExecutionEngine::close);
  }

  private LocalExecutionEngine engine(String... command) {
    Map<String, String> ours = new HashMap<>(System.getenv());
    ours.put("PLANTED_SECRET", "hunter2");
    ours.put("MODEL_KEY", "key");
    var agent =
        new AgentCommand(
            "robot",
            List.of(command),
            List.of("MODEL_KEY"),
            Map.of("OUTSIDE", folder.resolve("outside").toString()));
    var engine =
        new LocalExecutionEngine(
            worktrees,
            new LocalRunner(data, InstantSource.system()),
            data.resolve("run"),
            name -> name.equals("robot") ? Optional.of(agent) : Optional.empty(),
            ours,
            id -> Map.of("COPPICE_URL", "http://127.0.0.1:1", "COPPICE_TOKEN", token(id)),
            Redaction.of(Redaction.secrets(ours)),
            InstantSource.system());
    engines.add(engine);
    return engine;
  }

  private static String token(AttemptId id) {
    return "agent." + id + "." + "x0".repeat(22).substring(1);
  }

  private AgentAttempt attempt(String id, String agentName, String prompt) {
    return new AgentAttempt(
        new AttemptId(id),
        new AgentId(new UUID(1, 2)),
        CART,
        agentName,
        "The lid",
        "IMPLEMENT",
        prompt,
        worktrees.targetTip().hex(),
        1,
        1,
        List.of(),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  private AttemptResult run(AttemptSpec spec, String... command) throws Exception {
    var heard = new Heard();
    engine(command).start(spec, heard);
    return heard.result();
  }

  @Test
  void thePromptReachesTheAgentAsArgumentAndAsFileAndNothingElseIsReplacedInIt() throws Exception {
    String prompt = "Mend {module} in {phase}; $HOME `x` \"y\" 'z'\nand größe\n";
    AttemptResult result =
        run(
            attempt("a-1", "robot", prompt),
            "bash",
            "-c",
            "printf '%s' \"$1\" >src/arg; cp \"$2\" src/file; cp \"$COPPICE_PROMPT\" src/env;"
                + " printf '%s' \"$3\" >src/names; pwd >\"$OUTSIDE/pwd\"",
            "robot",
            "{prompt}",
            "{promptFile}",
            "{module} {phase}");
    assertThat(result.end()).as(result.tail()).isEqualTo(End.CLAIMED_DONE);
    Path src = worktrees.find(CART).orElseThrow().path().resolve("src");
    assertThat(src.resolve("arg")).content().isEqualTo(prompt);
    assertThat(src.resolve("file")).content().isEqualTo(prompt);
    assertThat(src.resolve("env")).content().isEqualTo(prompt);
    assertThat(src.resolve("names")).content().isEqualTo("cart IMPLEMENT");
    assertThat(repository.outside("pwd").strip()).isEqualTo(repository.root() + "/.worktrees/cart");
  }

  @Test
  void aPromptTooLongForAnArgumentIsCutThereAndWholeInTheFile() throws Exception {
    String prompt = "大きな入力 ".repeat(20_000);
    AttemptResult result =
        run(
            attempt("a-1", "robot", prompt),
            "bash",
            "-c",
            "printf '%s' \"$1\" >src/arg; cp \"$COPPICE_PROMPT\" src/file",
            "robot",
            "{prompt}");
    assertThat(result.end()).as(result.tail()).isEqualTo(End.CLAIMED_DONE);
    Path src = worktrees.find(CART).orElseThrow().path().resolve("src");
    assertThat(src.resolve("file")).content().isEqualTo(prompt);
    assertThat(src.resolve("arg"))
        .content()
        .startsWith("大きな入力 大きな入力")
        .contains("prompt.md: read it");
  }

  @Test
  void aPlantedSecretReachesNeitherAgentNorCheck() throws Exception {
    AttemptResult agent = run(attempt("a-1", "robot", ""), "bash", "-c", "env; env >src/env");
    assertThat(agent.tail())
        .contains("MODEL_KEY=key", "COPPICE_URL=http://127.0.0.1:1", "COPPICE_TOKEN=[redacted]")
        .doesNotContain("hunter2");
    assertThat(worktrees.find(CART).orElseThrow().path().resolve("src/env"))
        .content()
        .contains("COPPICE_TOKEN=" + token(new AttemptId("a-1")));
    var spec =
        new CommandAttempt(
            new AttemptId("c-1"),
            "env",
            List.of("env"),
            null,
            worktrees.targetTip().hex(),
            Duration.ofSeconds(60));
    AttemptResult check = run(spec, "unused");
    assertThat(check.tail())
        .contains("CI=true")
        .doesNotContain("hunter2", "MODEL_KEY", "COPPICE_TOKEN", "COPPICE_URL");
    try (var files = Files.walk(data).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("out.log")) {
          assertThat(file)
              .content(java.nio.charset.StandardCharsets.ISO_8859_1)
              .doesNotContain("hunter2", "MODEL_KEY=key");
        }
      }
    }
  }

  @Test
  void anAttemptThatRunsIsAdoptedAndOneThatEndedIsToldAsItEnded() throws Exception {
    String[] command = {
      "bash",
      "-c",
      "echo start >>\"$OUTSIDE/runs\"; until [ -e \"$OUTSIDE/go-cart\" ]; do sleep 0.05; done; echo"
          + " work >src/cart.txt; echo '{\"type\":\"done\",\"summary\":\"the lid is on\"}'"
          + " >>\"$COPPICE_REPORT\""
    };
    AgentAttempt spec = attempt("a-1", "robot", "");
    LocalExecutionEngine first = engine(command);
    first.start(spec, new Heard());
    await().until(() -> !repository.outside("runs").isEmpty());
    assertThat(first.live()).containsExactly(spec.id());
    first.close();
    LocalExecutionEngine second = engine(command);
    var adopted = new Heard();
    second.start(spec, adopted);
    assertThat(second.live()).containsExactly(spec.id());
    repository.letGo("cart");
    AttemptResult result = adopted.result();
    assertThat(result.end()).isEqualTo(End.CLAIMED_DONE);
    assertThat(result.claim()).isEqualTo("the lid is on");
    var work = java.util.Objects.requireNonNull(result.work());
    assertThat(work.filesChanged()).isEqualTo(1);
    assertThat(repository.git("show", work.commit() + ":src/cart.txt")).isEqualTo("work");
    assertThat(repository.git("log", "-1", "--format=%B", work.commit()))
        .contains("the lid is on")
        .contains("Coppice-Attempt: a-1");
    var later = new Heard();
    engine(command).start(spec, later);
    var again = java.util.Objects.requireNonNull(later.result().work());
    assertThat(again.commit()).isEqualTo(work.commit());
    assertThat(again.tree()).isEqualTo(work.tree());
    assertThat(repository.outside("runs").lines()).hasSize(1);
    assertThat(adopted.ends).hasValue(1);
    assertThat(adopted.starts).hasValueBetween(0, 1);
    second.stop(new AttemptId("never-was"), false);
  }

  @Test
  void whatCannotStartSaysWhy() throws Exception {
    assertThat(run(attempt("a-1", "stranger", ""), "bash").end()).isEqualTo(End.MISSING_BINARY);
    AttemptResult missing = run(attempt("a-2", "robot", ""), "no-such-program-here");
    assertThat(missing.end()).isEqualTo(End.MISSING_BINARY);
    assertThat(missing.tail()).contains("no-such-program-here");
    var _ = worktrees.delete(CART, true, true);
    AttemptResult gone = run(attempt("a-3", "robot", ""), "true");
    assertThat(gone.end()).isEqualTo(End.NOT_STARTED);
    assertThat(gone.tail()).contains("worktree of cart");
  }

  @Test
  void aStoppedAttemptKeepsItsWork() throws Exception {
    var heard = new Heard();
    LocalExecutionEngine engine =
        engine("bash", "-c", "echo half >src/half.txt; touch \"$OUTSIDE/ready\"; sleep 300");
    AgentAttempt spec = attempt("a-1", "robot", "");
    engine.start(spec, heard);
    await().until(() -> Files.exists(folder.resolve("outside/ready")));
    engine.stop(spec.id(), false);
    AttemptResult result = heard.result();
    assertThat(result.end()).isEqualTo(End.STOPPED);
    var work = java.util.Objects.requireNonNull(result.work());
    assertThat(repository.git("show", work.commit() + ":src/half.txt")).isEqualTo("half");
    assertThat(engine.live()).isEmpty();
  }
}
