package dev.coppice.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.config.ConfigReading.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way to get a file wrong, with the place it is reported at and the words.
class ConfigRefusalTest {
  static Stream<Arguments> refusals() {
    return Stream.of(
        // unknown keys, with the nearest valid one
        refusal("agnet: claude", 1, 1, "`agnet` is not a setting.", "Did you mean `agent`?"),
        refusal(
            "loop: a\nmax-parallel-agents: 3",
            2,
            1,
            "`max-parallel-agents` is not",
            "`maxParallelAgents`?"),
        refusal("limits: { idel: 5m }", 1, 11, "`limits.idel` is not a setting.", "`idle`?"),
        refusal(
            "budget:\n  perItem:\n    repeat: 3", 3, 5, "`budget.perItem.repeat` is", "`repeats`?"),
        refusal(
            "zzzzzzzzzz: 1", 1, 1, "`zzzzzzzzzz` is not a setting.", "Write one of: agent, loop,"),
        refusal(
            "agents: { claude: { comand: [a] } }",
            1,
            21,
            "`agents.claude.comand` is",
            "`command`?"),
        refusal("modules:\n  auth:\n    path: [a]", 3, 5, "`modules.auth.path` is not", "`paths`?"),
        refusal(
            "checks:\n  - name: a\n    run: [b]\n    tiemout: 5m",
            4,
            5,
            "`checks[0].tiemout` is",
            "`timeout`?"),
        refusal("<<: { lop: a }", 1, 7, "`lop` is not a setting.", "`loop`?"),
        // wrong types
        refusal("agent: [claude]", 1, 8, "`agent` must be a text, not a list.", ""),
        refusal("limits: 5m", 1, 9, "`limits` must be a mapping, not `5m`.", ""),
        refusal("- a\n- b", 1, 1, "`the file` must be a mapping, not a list.", ""),
        refusal("just words", 1, 1, "`the file` must be a mapping, not `just words`.", ""),
        refusal("maxParallelAgents: many", 1, 20, "must be a whole number from 1, not `many`.", ""),
        refusal("maxParallelAgents: 0", 1, 20, "must be a whole number from 1, not `0`.", ""),
        refusal("maxParallelAgents: -3", 1, 20, "not `-3`.", ""),
        refusal("maxParallelAgents: 99999999999999999999", 1, 20, "must be a whole number", ""),
        refusal("autoMergeOnComplete: yes", 1, 22, "must be true or false, not `yes`.", ""),
        refusal("checks: { name: a }", 1, 9, "`checks` must be a list, not a mapping.", ""),
        refusal("checks: [test]", 1, 10, "`checks[0]` must be a mapping, not `test`.", ""),
        refusal("agents: { mine: 5 }", 1, 17, "`agents.mine` must be a mapping, not `5`.", ""),
        refusal("worktree: { copy: .env }", 1, 19, "must be a list, not `.env`.", "[\".env\"]"),
        refusal(
            "worktree: { setup: [npm ci] }",
            1,
            21,
            "`worktree.setup[0]` must be a list",
            "[\"npm\", \"ci\"]"),
        refusal(
            "agents: { claude: { set: { A: [1] } } }", 1, 31, "`agents.claude.set.A` must be", ""),
        // units
        refusal(
            "limits: { idle: 10 }",
            1,
            17,
            "`limits.idle` must be a duration, not `10`.",
            "10m, 1h30m or 500ms"),
        refusal("limits: { idle: 10 minutes }", 1, 17, "not `10 minutes`.", ""),
        refusal("limits: { idle: 5m1h }", 1, 17, "not `5m1h`.", ""),
        refusal("limits: { idle: 0s }", 1, 17, "not `0s`.", ""),
        refusal("limits: { wall: -5m }", 1, 17, "not `-5m`.", ""),
        refusal("worktree: { minFreeDisk: 5 }", 1, 26, "must be a size, not `5`.", "5GB"),
        refusal("worktree: { minFreeDisk: 5 gallons }", 1, 26, "must be a size", ""),
        refusal(
            "budget: { usd: $20 }",
            1,
            16,
            "must be an amount of US dollars above 0, not `$20`.",
            ""),
        refusal("budget: { usd: 0 }", 1, 16, "not `0`.", ""),
        // words out of a list
        refusal(
            "autonomy: fulll",
            1,
            11,
            "must be one of full, supervised, manual, not `fulll`.",
            "`full`?"),
        refusal("autonomy: FULL", 1, 11, "not `FULL`.", "`full`?"),
        refusal("sandbox: on", 1, 10, "must be one of off, auto, required, not `on`.", ""),
        refusal("leverage: heavy", 1, 11, "must be one of weighted, ratio", ""),
        refusal("defaultConcurrencyMode: parallel", 1, 25, "sequential, parallel-async", ""),
        refusal("logLevel: trace", 1, 11, "must be one of debug, info, warn, error", ""),
        refusal("landing: { approve: me }", 1, 21, "must be one of human, auto, not `me`.", ""),
        // commands
        refusal(
            "checks: [{ name: a, run: [] }]", 1, 26, "must be a command, not an empty list.", ""),
        refusal("checks: [{ name: a, run: [\"\"] }]", 1, 26, "must be a command", ""),
        refusal(
            "checks: [{ name: a, run: ./mvnw verify }]",
            1,
            26,
            "must be a list",
            "[\"./mvnw\", \"verify\"]"),
        refusal("checks: [{ run: [a] }]", 1, 10, "`checks[0]` has no `name`.", "Add `name`"),
        refusal("checks: [{ name: a }]", 1, 10, "`checks[0]` has no `run`.", ""),
        refusal(
            "checks:\n- {name: a, run: [b]}\n- {name: a, run: [c]}",
            3,
            4,
            "Another check is already called `a`.",
            ""),
        refusal(
            "agents:\n  mine:\n    dialect: plain", 2, 3, "`agents.mine` has no `command`.", ""),
        refusal("agents:\n  mine:", 2, 3, "`agents.mine` has no `command`.", ""),
        refusal(
            "agents: { mine: { command: [a, \"{promt}\"] } }",
            1,
            32,
            "`{promt}` has no meaning",
            "`{prompt}`?"),
        refusal(
            "agents: { mine: { command: [a, \"@{prompt-file}\"] } }",
            1,
            32,
            "`{prompt-file}`",
            "`{promptFile}`?"),
        refusal(
            "notify: [{ command: [a, \"{titel}\"] }]",
            1,
            25,
            "`{titel}` has no meaning",
            "`{title}`?"),
        refusal(
            "agents: { claude: { env: [A=B] } }", 1, 27, "the name of an environment variable", ""),
        refusal(
            "agents: { claude: { set: { \"1A\": x } } }",
            1,
            28,
            "the name of an environment variable",
            ""),
        refusal("agents: { claude: { dialect: Stream JSON } }", 1, 30, "the name of a dialect", ""),
        // names and places
        refusal("agent: claud", 1, 8, "There is no agent `claud`.", "Did you mean `claude`?"),
        refusal(
            "modules: { auth: { agent: kodex } }", 1, 27, "There is no agent `kodex`.", "`codex`?"),
        refusal("agent: \"\"", 1, 8, "`agent` must be a text, not ``.", ""),
        refusal("branchPrefix: \"a b\"", 1, 15, "the start of a branch name, not `a b`.", ""),
        refusal("branchPrefix: -x/", 1, 15, "the start of a branch name", ""),
        refusal("landing: { target: ../main }", 1, 20, "must be a branch name", ""),
        refusal("landing: { target: main.lock }", 1, 20, "must be a branch name", ""),
        refusal("worktreesDirectory: .", 1, 21, "a directory of its own for worktrees", ""),
        refusal("worktree: { root: .git/wt }", 1, 19, "a directory of its own for worktrees", ""),
        refusal("worktree: { copy: [../x] }", 1, 20, "a path inside the repository", ""),
        refusal("worktree: { copy: [/etc/passwd] }", 1, 20, "a path inside the repository", ""),
        refusal("modules: { a: { paths: [../../x] } }", 1, 25, "a path inside the repository", ""),
        refusal("modules: { \" \": { paths: [] } }", 1, 12, "` ` cannot be a module", ""),
        // settings that contradict each other
        refusal("worktreesDirectory: a\nworktree: { root: b }", 2, 13, "name two places", ""),
        refusal("heartbeatTimeoutMs: 5000", 1, 21, "must be longer than `heartbeatIntervalMs`", ""),
        refusal("heartbeatIntervalMs: 60000", 1, 22, "not 30000 to 60000", ""),
        refusal("autoMergeOnComplete: true\nlanding: { approve: human }", 2, 21, "contradicts", ""),
        // not plain YAML
        refusal("loop: a\nloop: b", 2, 1, "`loop` is already set on line 1.", "Keep one"),
        refusal(
            "limits:\n  idle: 5m\n  idle: 6m", 3, 3, "`limits.idle` is already set on line 2.", ""),
        refusal("loop: [a", 1, 9, "This is not YAML:", "Check the quotes"),
        refusal("loop: 'a\nagent: b", 2, 9, "This is not YAML:", ""),
        refusal("a: 1\n b: 2", 2, 3, "This is not YAML:", ""),
        refusal("\tloop: a", 1, 1, "This is not YAML:", ""),
        refusal("loop: a\n---\nloop: b", 2, 1, "This is not YAML:", ""),
        refusal("loop: !!java.net.URL \"x\"", 1, 7, "The tag `tag:yaml.org,2002:java.net.URL`", ""),
        refusal("loop: !env x", 1, 7, "The tag `!env` has no meaning here.", ""),
        refusal("? [a]\n: b", 1, 3, "A key must be a word.", ""),
        refusal("loop: *nowhere", 1, 7, "This is not YAML:", ""),
        refusal("a: ".repeat(3) + "[".repeat(50), 1, 5, "", ""),
        refusal("loop: " + "[".repeat(500_000), 1, 36, "nested too deep", ""),
        refusal("#" + "x".repeat(2_000_000), 1, 1, "more than 1048576", "smaller"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aMistakeIsReportedWhereItStands(
      String text, int line, int column, String message, String remedy) {
    assertThat(problems(text))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.message()).contains(message);
          assertThat(problem.remedy()).contains(remedy).endsWith(remedy.endsWith("?") ? "?" : "");
          assertThat(problem.line()).as("line of " + problem).isEqualTo(line);
          assertThat(problem.column()).as("column of " + problem).isEqualTo(column);
          assertThat(problem.file()).isEqualTo("coppice.yaml");
        });
  }

  @Test
  void allMistakesAreReportedAtOnceInFileOrder() {
    List<ConfigProblem> problems =
        problems(
            """
            agent: nobody
            limits: { idle: soon, wal: 1h }
            checks:
              - { name: a, run: [x, [y]] }
              - { run: [] }
            sandbox: maybe
            colour: red
            """);

    assertThat(problems)
        .extracting(problem -> problem.line() + ":" + problem.column())
        .containsExactly("1:8", "2:17", "2:23", "4:25", "5:5", "5:12", "6:10", "7:1");
  }

  @Test
  void aProblemPrintsLikeACompilersMessage() {
    assertThat(problems("agnet: x").getFirst())
        .hasToString("coppice.yaml:1:1: `agnet` is not a setting. Did you mean `agent`?");
  }

  @Test
  void aBombOfAliasesIsRefusedQuickly() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append(("*a" + (i - 1) + ", ").repeat(8)).append("*a").append(i - 1).append("]\n");
    }

    assertThat(problems(bomb.toString())).isNotEmpty();
  }

  @Test
  void anAliasToItselfIsRefused() {
    assertThat(problems("checks: &a [*a]")).isNotEmpty();
    assertThat(problems("modules: &a { m: *a }")).isNotEmpty();
  }

  private static List<ConfigProblem> problems(String text) {
    return ConfigFile.read(text, "coppice.yaml") instanceof Refused refused
        ? refused.problems()
        : List.of();
  }

  private static Arguments refusal(
      String text, int line, int column, String message, String remedy) {
    return Arguments.of(text, line, column, message, remedy);
  }
}
