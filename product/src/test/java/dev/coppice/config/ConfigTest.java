package dev.coppice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coppice.config.ConfigReading.Read;
import dev.coppice.config.ConfigReading.Refused;
import dev.coppice.work.Autonomy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final String SOME =
      """
      loop: bugfix-loop
      limits: { idle: 90s }
      modules:
        auth: { paths: ["src/a b", "src/ü"], agent: codex }
        "v1.2 #x": { loop: "null" }
      checks: [ { name: "unit: all", run: [sh, -c, 'echo "hi" # x'] } ]
      agents: { mine: { command: [m, "{prompt}"], set: { NOTE: "a: b", MY_TOKEN: hush } } }
      budget: { usd: 2.50 }
      notify: [ { command: [say, "{title}"] } ]
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {"", SOME, "worktreesDirectory: x", "worktree: { root: x, setup: [[a, b]] }"})
  void theEffectiveSettingsReadBackAsTheSameConfiguration(String text) {
    Config config = read(text.replace(", MY_TOKEN: hush", ""));

    assertThat(read(config.toYaml()))
        .usingRecursiveComparison()
        .ignoringFields("entries")
        .isEqualTo(config);
  }

  @Test
  void theKeysUsersAlreadyKnowAreAllThere() {
    Map<String, Object> values = new LinkedHashMap<>();
    Config.defaults().entries().forEach(entry -> values.put(entry.key(), entry.value()));

    Map<String, Object> known = new LinkedHashMap<>();
    known.put("defaultConcurrencyMode", "parallel-threads");
    known.put("maxParallelAgents", null);
    known.put("defaultMaxRetries", 3);
    known.put("retryDelayMs", 5000L);
    known.put("escalationThreshold", 10);
    known.put("worktreesDirectory", ".worktrees");
    known.put("branchPrefix", "module/");
    known.put("autoMergeOnComplete", false);
    known.put("heartbeatIntervalMs", 5000L);
    known.put("heartbeatTimeoutMs", 30000L);
    known.put("logLevel", "info");
    assertThat(values).containsAllEntriesOf(known);
  }

  @Test
  void everySettingSaysWhereItComesFrom() {
    Config config = read(SOME).with(new Overrides("codex", null, 3, null));

    assertThat(origin(config, "loop")).isEqualTo("coppice.yaml line 1");
    assertThat(origin(config, "limits.idle")).isEqualTo("coppice.yaml line 2");
    assertThat(origin(config, "limits.wall")).isEqualTo("default");
    assertThat(origin(config, "modules.auth.agent")).isEqualTo("coppice.yaml line 4");
    assertThat(origin(config, "agent")).isEqualTo("--agent");
    assertThat(origin(config, "maxParallelAgents")).isEqualTo("--max-parallel-agents");
    assertThat(origin(config, "agents.claude.command")).isEqualTo("default");
  }

  @Test
  void whatLooksLikeASecretIsNotShown() {
    Config config = read(SOME);

    assertThat(config.agent("mine").orElseThrow().set()).containsEntry("MY_TOKEN", "hush");
    assertThat(config.toYaml()).doesNotContain("hush").contains("(hidden)");
  }

  @Test
  void theTextShowsEachSettingWithItsOrigin() {
    assertThat(read("limits: { idle: 90s }").toYaml())
        .contains(
            """
            limits:
              idle: 1m30s                                # coppice.yaml line 1
              wall: 1h                                   # default
            """);
  }

  @Test
  void flagsGoOverTheFile() {
    Config config =
        read("agent: codex\nloop: a\nmaxParallelAgents: 2\nautonomy: manual")
            .with(new Overrides("gemini", "b", 7, Autonomy.FULL));

    assertThat(config.agent()).isEqualTo("gemini");
    assertThat(config.loop()).isEqualTo("b");
    assertThat(config.parallelAgents()).isEqualTo(7);
    assertThat(config.autonomy()).isEqualTo(Autonomy.FULL);
    assertThat(config.approval()).isEqualTo(LandingSettings.Approval.AUTO);
  }

  @Test
  void noFlagsChangeNothing() {
    Config config = read(SOME);

    assertThat(config.with(Overrides.NONE)).isEqualTo(config);
  }

  @Test
  void anUnknownAgentInAFlagIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> Config.defaults().with(new Overrides("gemni", null, null, null)))
        .withMessage("There is no agent `gemni`. Did you mean `gemini`?");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new Overrides(null, null, 0, null));
  }

  @Test
  void theProgramCanAddAnAgent() {
    AgentDefinition scripted =
        new AgentDefinition("scripted", List.of("script"), "plain", List.of(), Map.of());
    Config config = Config.defaults().withAgent(scripted).withAgent(scripted);

    assertThat(config.with(new Overrides("scripted", null, null, null)).agent())
        .isEqualTo("scripted");
    assertThat(config.entries())
        .filteredOn(entry -> entry.key().equals("agents.scripted.command"))
        .hasSize(1);
  }

  private static String origin(Config config, String key) {
    return config.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElseThrow()
        .origin()
        .text();
  }

  private static Config read(String text) {
    return switch (ConfigFile.read(text, "coppice.yaml")) {
      case Read read -> read.config();
      case Refused refused -> throw new AssertionError(text + "\n" + refused.problems());
    };
  }
}
