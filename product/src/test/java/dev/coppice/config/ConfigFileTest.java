package dev.coppice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.config.ConfigReading.Read;
import dev.coppice.config.ConfigReading.Refused;
import dev.coppice.config.LandingSettings.Approval;
import dev.coppice.roadmap.LeverageScorer;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.Autonomy;
import dev.coppice.work.CheckDefinition;
import dev.coppice.work.ConcurrencyMode;
import dev.coppice.work.ModuleSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final String EVERYTHING =
      """
      agent: mine
      agents:
        mine: { command: [my-agent, --task, "{prompt}"], env: [MY_KEY], set: { LEVEL: 3 } }
        codex: { set: { RUST_LOG: warn } }
      loop: engineering-loop
      autonomy: full
      leverage: ratio
      defaultConcurrencyMode: parallel-async
      maxParallelAgents: 4
      defaultMaxRetries: 2
      retryDelayMs: 100
      escalationThreshold: 7
      worktreesDirectory: ../wt
      branchPrefix: work/
      autoMergeOnComplete: true
      heartbeatIntervalMs: 1000
      heartbeatTimeoutMs: 9000
      logLevel: debug
      modules:
        auth: { paths: [src/auth], loop: bugfix-loop, agent: codex }
      checks:
        - { name: test, run: ["./mvnw", "-q", "verify"], timeout: 90s, network: true }
        - { name: lint, run: [lint] }
      worktree: { copy: [.env], setup: [["npm", "ci"]], pool: 3, minFreeDisk: 1.5GB }
      landing: { target: trunk, approve: auto, sign: true }
      limits: { idle: 1h30m, wall: 500ms }
      budget: { usd: 20, tokens: 5_000_000, wall: 8h, perItem: { usd: 2.50, repeats: 3 } }
      sandbox: required
      notify: [ { command: ["notify-send", "{title}", "{body}"] } ]
      """;

  @TempDir Path checkout;

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing yet\n", "---\n", "~", "checks:\nagents:\n"})
  void anEmptyFileMeansTheDefaults(String text) {
    assertThat(read(text))
        .usingRecursiveComparison()
        .ignoringFields("entries")
        .isEqualTo(Config.defaults());
  }

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    Config config = Config.defaults();

    assertThat(config.agent()).isEqualTo("claude");
    assertThat(config.loop()).isEqualTo("quick-loop");
    assertThat(config.autonomy()).isEqualTo(Autonomy.SUPERVISED);
    assertThat(config.leverage()).isEqualTo(LeverageScorer.WEIGHTED);
    assertThat(config.orchestrator())
        .isEqualTo(
            new OrchestratorSettings(
                ConcurrencyMode.PARALLEL_THREADS,
                null,
                3,
                Duration.ofSeconds(5),
                10,
                "module/",
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                LogLevel.INFO));
    assertThat(config.parallelAgents()).isEqualTo(10);
    assertThat(config.modules()).isEmpty();
    assertThat(config.checks()).isEmpty();
    assertThat(config.worktree())
        .isEqualTo(
            new WorktreeSettings(
                Path.of(".worktrees"), List.of(), List.of(), 2, new DataSize(5_000_000_000L)));
    assertThat(config.landing()).isEqualTo(new LandingSettings(null, null, false));
    assertThat(config.approval()).isEqualTo(Approval.HUMAN);
    assertThat(config.limits())
        .isEqualTo(new AttemptLimits(Duration.ofMinutes(10), Duration.ofHours(1)));
    assertThat(config.budget())
        .isEqualTo(new Budget(null, null, null, new Budget.PerItem(null, 6)));
    assertThat(config.sandbox()).isEqualTo(SandboxMode.AUTO);
    assertThat(config.notifiers()).isEmpty();
    assertThat(config.agentNames()).containsExactly("claude", "codex", "gemini", "opencode");
  }

  @Test
  void everySettingReachesTheConfiguration() {
    Config config = read(EVERYTHING);

    assertThat(config.agent()).isEqualTo("mine");
    assertThat(config.agent("mine"))
        .contains(
            new AgentDefinition(
                "mine",
                List.of("my-agent", "--task", "{prompt}"),
                "plain",
                List.of("MY_KEY"),
                Map.of("LEVEL", "3")));
    assertThat(config.loop()).isEqualTo("engineering-loop");
    assertThat(config.autonomy()).isEqualTo(Autonomy.FULL);
    assertThat(config.leverage()).isEqualTo(LeverageScorer.RATIO);
    assertThat(config.orchestrator())
        .isEqualTo(
            new OrchestratorSettings(
                ConcurrencyMode.PARALLEL_ASYNC,
                4,
                2,
                Duration.ofMillis(100),
                7,
                "work/",
                true,
                Duration.ofSeconds(1),
                Duration.ofSeconds(9),
                LogLevel.DEBUG));
    assertThat(config.parallelAgents()).isEqualTo(4);
    assertThat(config.modules())
        .containsExactly(
            Map.entry(
                new ModuleId("auth"),
                new ModuleSettings(List.of("src/auth"), "bugfix-loop", "codex")));
    assertThat(config.checks())
        .containsExactly(
            new CheckSettings(
                new CheckDefinition(
                    "test", List.of("./mvnw", "-q", "verify"), Duration.ofSeconds(90)),
                true),
            new CheckSettings(
                new CheckDefinition("lint", List.of("lint"), Duration.ofMinutes(20)), null));
    assertThat(config.worktree())
        .isEqualTo(
            new WorktreeSettings(
                Path.of("../wt"),
                List.of(Path.of(".env")),
                List.of(List.of("npm", "ci")),
                3,
                new DataSize(1_500_000_000L)));
    assertThat(config.landing()).isEqualTo(new LandingSettings("trunk", Approval.AUTO, true));
    assertThat(config.limits())
        .isEqualTo(new AttemptLimits(Duration.ofMinutes(90), Duration.ofMillis(500)));
    assertThat(config.budget())
        .isEqualTo(
            new Budget(
                new BigDecimal("20"),
                5_000_000L,
                Duration.ofHours(8),
                new Budget.PerItem(new BigDecimal("2.50"), 3)));
    assertThat(config.sandbox()).isEqualTo(SandboxMode.REQUIRED);
    assertThat(config.notifiers())
        .containsExactly(new Notifier(List.of("notify-send", "{title}", "{body}")));
  }

  @Test
  void aKeyOfABuiltInAgentReplacesOnlyThatKey() {
    AgentDefinition before = Config.defaults().agent("codex").orElseThrow();
    AgentDefinition after = read(EVERYTHING).agent("codex").orElseThrow();

    assertThat(after.command()).isEqualTo(before.command());
    assertThat(after.env()).isEqualTo(before.env()).contains("OPENAI_API_KEY");
    assertThat(after.set()).isEqualTo(Map.of("RUST_LOG", "warn"));
  }

  @Test
  void everyBuiltInAgentIsGivenItsPromptAndItsKey() {
    assertThat(BuiltInAgents.definitions())
        .hasSize(4)
        .allSatisfy(agent -> {
          assertThat(agent.command()).contains("{prompt}").first().isEqualTo(agent.name());
          assertThat(agent.env()).anyMatch(name -> name.endsWith("_API_KEY"));
          assertThat(agent.dialect()).isEqualTo("plain");
        });
  }

  @Test
  void bothNamesOfTheWorktreesDirectoryMeanTheSame() {
    assertThat(read("worktree: { root: here }").worktree().root()).isEqualTo(Path.of("here"));
    assertThat(read("worktreesDirectory: here").worktree().root()).isEqualTo(Path.of("here"));
    assertThat(read("worktreesDirectory: here\nworktree: {root: here}").worktree().root())
        .isEqualTo(Path.of("here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"autonomy: full", "autoMergeOnComplete: true", "landing: { approve: auto }"})
  void landingIsApprovedWithoutAPersonWhereTheUserSaysSo(String text) {
    assertThat(read(text).approval()).isEqualTo(Approval.AUTO);
  }

  @Test
  void aPersonCanApproveLandingsOfAnOtherwiseAutonomousSystem() {
    assertThat(read("autonomy: full\nlanding: { approve: human }").approval())
        .isEqualTo(Approval.HUMAN);
  }

  @Test
  void anchorsAreUnderstood() {
    Config config =
        read(
            """
            checks:
              - { name: a, run: &command [make, check] }
              - { name: b, run: *command }
            """);

    assertThat(config.checks())
        .extracting(c -> c.definition().command())
        .containsOnly(List.of("make", "check"));
  }

  @Test
  void anAgentOfTheProgramCanBeNamedInTheFile() {
    AgentDefinition scripted =
        new AgentDefinition("scripted", List.of("script"), "plain", List.of(), Map.of());

    assertThat(ConfigFile.read("agent: scripted", "c.yaml", List.of(scripted)))
        .isInstanceOf(Read.class);
    assertThat(ConfigFile.read("agent: scripted", "c.yaml")).isInstanceOf(Refused.class);
  }

  @Test
  void theFileInACheckoutIsRead() throws IOException {
    assertThat(ConfigFile.readIn(checkout)).isInstanceOf(Read.class);
    Files.writeString(checkout.resolve("coppice.yaml"), "loop: bugfix-loop");
    assertThat(ConfigFile.readIn(checkout))
        .isInstanceOfSatisfying(
            Read.class, read -> assertThat(read.config().loop()).isEqualTo("bugfix-loop"));
  }

  @Test
  void whatCannotBeReadAsTextIsRefused() throws IOException {
    Files.write(checkout.resolve("coppice.yaml"), new byte[] {'a', ':', (byte) 0xff});
    assertThat(ConfigFile.readIn(checkout))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.problems().getFirst().message()).contains("UTF-8"));
    Files.delete(checkout.resolve("coppice.yaml"));
    Files.createDirectory(checkout.resolve("coppice.yaml"));
    assertThat(ConfigFile.readIn(checkout)).isInstanceOf(Refused.class);
  }

  private static Config read(String text) {
    return switch (ConfigFile.read(text, "coppice.yaml")) {
      case Read read -> read.config();
      case Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }
}
