package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.store.OwnerAddress;
import dev.coppice.store.OwnerLock;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.NewRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `coppice mcp` as MCP clients start it, with real owners in the background.
class McpCommandIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private Path repository = Path.of("");

  @BeforeEach
  void makeARepository() throws IOException {
    repository = Files.createDirectories(folder.resolve("a shop"));
    Files.writeString(
        repository.resolve("ROADMAP.md"),
        """
        **System**: shop

        ## Layer 0

        | Module | Description | Depends On |
        |---|---|---|
        | money | Amounts | - |
        """);
    Files.writeString(
        repository.resolve("coppice.yaml"),
        """
        agent: sleeper
        agents: { sleeper: { command: [sleep, "600"], dialect: plain } }
        checks: [ { name: check, run: ["true"] } ]
        worktree: { minFreeDisk: 1MB }
        """);
    NewRepository.make(
        repository,
        new CommitMessage("Start\n"),
        new Identity("Ada", "ada@example.org", Instant.parse("2026-01-02T03:04:05Z")));
  }

  @AfterEach
  void nothingRuns() {
    ours("").forEach(ProcessHandle::destroy);
    await().atMost(PATIENCE).until(() -> ours(" serve ").isEmpty());
    ours("").forEach(ProcessHandle::destroyForcibly);
  }

  private McpClientProcess client() throws IOException {
    return McpClientProcess.start(folder, List.of("--repo", repository.toString()));
  }

  private Optional<OwnerAddress> findOwner() {
    return OwnerLock.find(repository.resolve(".git"));
  }

  private ProcessHandle owner() {
    return findOwner().flatMap(owner -> ProcessHandle.of(owner.pid())).orElseThrow();
  }

  /// Processes with this repository and these words on their command line.
  private List<ProcessHandle> ours(String words) {
    return ProcessHandle.allProcesses()
        .filter(process ->
            process
                .info()
                .commandLine()
                .filter(line -> line.contains(folder.toString()) && line.contains(words))
                .isPresent())
        .toList();
  }

  private static String address(JsonNode hello) {
    return hello.at("/result/serverInfo/name").asString("none: " + hello);
  }

  @Test
  void twoClientsAtOnceHaveOneOwnerBetweenThem() throws Exception {
    try (McpClientProcess one = client();
        McpClientProcess two = client()) {
      int first = one.ask("initialize", hello());
      int second = two.ask("initialize", hello());

      assertThat(address(one.answer(first))).isEqualTo("coppice");
      assertThat(address(two.answer(second))).isEqualTo("coppice");
      await().atMost(PATIENCE).until(() -> ours(" serve ").size() == 1);
      assertThat(ours(" serve ")).containsExactly(owner());
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
      assertThat(owner().isAlive()).isTrue();
    }
    assertThat(Files.readString(folder.resolve("mcp.err"))).isEmpty();
  }

  @Test
  void agentsLiveOnWhenTheClientIsKilled() throws Exception {
    try (McpClientProcess client = client()) {
      client.hello();
      client.call("spawn_agents_auto", Map.of());
      await().atMost(PATIENCE).until(() -> sleepers().count() == 1);
      client.kill();
    }
    try (McpClientProcess next = client()) {
      next.hello();

      assertThat(next.call("list_agents", Map.of()).at("/count").asInt()).isEqualTo(1);
      assertThat(sleepers()).hasSize(1);
      next.call("shutdown_orchestrator", Map.of());
    }
    await().atMost(PATIENCE).until(() -> sleepers().findAny().isEmpty());
  }

  private Stream<ProcessHandle> sleepers() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").endsWith("sleep 600"))
        .filter(process -> isIn(repository, process));
  }

  private static boolean isIn(Path place, ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd")).startsWith(place);
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void anOwnerThatIsKilledOrEndsIsReplacedAtTheNextCall() throws Exception {
    try (McpClientProcess client = client()) {
      client.hello();
      ProcessHandle first = owner();
      first.destroyForcibly();
      await().atMost(PATIENCE).until(() -> !first.isAlive());

      assertThat(client.call("list_agents", Map.of()).at("/count").asInt()).isZero();
      ProcessHandle second = owner();
      assertThat(second).isNotEqualTo(first);
      second.destroy();
      await().atMost(PATIENCE).until(() -> findOwner().isEmpty());

      assertThat(client.call("list_agents", Map.of()).at("/count").asInt()).isZero();
      assertThat(owner()).isNotEqualTo(second);
      assertThat(client.end()).isZero();
    }
  }

  @Test
  void whatKeepsAnOwnerFromStartingIsToldToTheClient() throws Exception {
    Files.writeString(repository.resolve("coppice.yaml"), "agnet: claude\n");
    try (McpClientProcess client = client()) {
      JsonNode answer = client.hello();

      assertThat(answer.at("/error/message").asString())
          .contains("An owner of " + repository + " could not be started.")
          .contains("Did you mean `agent`?")
          .contains("serve.log");
    }
  }

  @Test
  void outsideOfARepositoryBothTheClientAndTheTerminalAreTold() throws Exception {
    try (McpClientProcess client = McpClientProcess.start(folder, List.of())) {
      JsonNode answer = client.answer(client.ask("initialize", hello()));

      assertThat(answer.at("/error/message").asString()).contains("--repo");
      assertThat(client.end()).isEqualTo(2);
    }
    assertThat(Files.readString(folder.resolve("mcp.err"))).contains("--repo");
  }

  private static Map<String, ?> hello() {
    return Map.of(
        "protocolVersion",
        "2025-11-25",
        "capabilities",
        Map.of(),
        "clientInfo",
        Map.of("name", "test", "version", "1"));
  }
}
