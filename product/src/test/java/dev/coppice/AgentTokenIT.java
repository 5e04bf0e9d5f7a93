package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.cli.Location;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Owner;
import dev.coppice.orchestration.Dependencies;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.RealRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent reaches its owner with the token of its attempt, and gets no further with it.
final class AgentTokenIT {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Set<String> ITS_OWN = Set.of("out.log", "err.log", "report.jsonl");

  /// Asks with the agent's own token; notes the status of each answer.
  private static final String ASK =
      """
      port=${COPPICE_URL##*:}
      ask() {
        exec 3<>"/dev/tcp/127.0.0.1/$port"
        printf '%s %s HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\nAuthorization: Bearer %s\\r\\n' \
          "$1" "$2" "$port" "$COPPICE_TOKEN" >&3
        printf 'Content-Type: application/json\\r\\nContent-Length: %d\\r\\n' "${#3}" >&3
        printf 'Connection: close\\r\\n\\r\\n%s' "$3" >&3
        read -r _ status _ <&3
        echo "$1 $2 $status" >>"$OUTSIDE/answers"
        cat <&3 >/dev/null
        exec 3>&-
      }
      printf '%s' "$COPPICE_TOKEN" >"$OUTSIDE/token"
      echo "my token is $COPPICE_TOKEN"
      api=/api/orchestration
      ask POST $api/attempt/progress '{"percent":42,"message":"said with my own token"}'
      ask GET $api/attempt ''
      ask GET $api ''
      ask GET $api/agents ''
      ask GET $api/events ''
      ask POST $api/agents '{"moduleId":"alpha","loopId":"quick-loop"}'
      ask POST $api/agents/auto '{}'
      ask PUT $api/pause '{}'
      ask PUT $api/shutdown '{}'
      ask POST $api/modules/alpha/land '{}'
      ask POST $api/init '{"systemId":"mine","systemPath":"/tmp"}'
      ask DELETE $api/agents/alpha ''
      ask POST /mcp '{"jsonrpc":"2.0","id":1,"method":"ping"}'
      until [ -e "$OUTSIDE/go-alpha" ]; do sleep 0.05; done
      echo work >src/alpha.txt
      done_claim "wrote it with $COPPICE_TOKEN"
      """;

  @TempDir Path folder;

  @Test
  void anAgentReportsWithItsOwnTokenAndIsRefusedEverythingElse() throws Exception {
    RealRepository repository = RealRepository.make(folder, "alpha");
    repository.script("alpha", ASK);
    Path root = repository.root();
    Path outside = root.resolveSibling("outside");
    Files.writeString(root.resolve("coppice.yaml"), settings());
    var owners = new LocalOwners(Dependencies.NONE, Map.of());
    var opening =
        new Opening(new Location(root, null), null, null, null, null, Opening.Mode.AUTOPILOT);
    String token;
    try (Owner owner = owners.own(opening)) {
      OrchestrationService service = owner.service();
      await().atMost(LONGEST).until(() -> read(outside.resolve("answers")).lines().count() == 13);
      assertThat(service.getAgents().getFirst().progress().percentComplete()).isEqualTo(42);
      List<String> answers = read(outside.resolve("answers")).lines().toList();
      assertThat(answers.subList(0, 2)).allMatch(it -> it.endsWith(" 200"), "allowed");
      assertThat(answers.subList(2, 13)).allMatch(it -> it.endsWith(" 403"), "refused");
      token = read(outside.resolve("token"));
      assertThat(token).startsWith("agent.");
      assertThat(status(owner, token, "/attempt")).isEqualTo(200);

      repository.letGo("alpha");
      await()
          .atMost(LONGEST)
          .until(
              () -> service.getOrchestrator().orElseThrow().modulesCompleted().contains("alpha"));
      assertThat(status(owner, token, "/attempt")).as("after its end").isEqualTo(401);
      assertThat(service.getEventLog(0).toString()).doesNotContain(token);
      service.stopOwner();
    }
    assertThat(read(outside.resolve("check-env")))
        .contains("CI=true")
        .doesNotContain("COPPICE_TOKEN", "COPPICE_URL");
    assertThat(repository.git("log", "--all", "--format=%B")).contains("[redacted]");
    assertThat(repository.git("log", "--all", "--format=%B")).doesNotContain(token);
    try (Stream<Path> files = Files.walk(root.resolve(".git/coppice"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!ITS_OWN.contains(file.getFileName().toString())) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(token);
        }
      }
    }
    repository.requireNoProcesses();
  }

  private String settings() {
    return """
    agent: scripted
    agents: { scripted: { command: [bash, "%1$s/agent.sh"], set: { OUTSIDE: "%1$s/outside", \
    COPPICE_SCRIPTS: "%1$s/scripts", COPPICE_PACE: "0" } } }
    autonomy: full
    checks: [ { name: check, run: [bash, -c, "env >>%1$s/outside/check-env"], timeout: 30s } ]
    retryDelayMs: 50
    worktree: { minFreeDisk: 1MB }
    """
        .formatted(folder.toAbsolutePath());
  }

  private static String read(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static int status(Owner owner, String token, String path) throws Exception {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var request =
          java.net.http.HttpRequest.newBuilder(owner.address().resolve("/api/orchestration" + path))
              .header("Authorization", "Bearer " + token)
              .build();
      return client
          .send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
