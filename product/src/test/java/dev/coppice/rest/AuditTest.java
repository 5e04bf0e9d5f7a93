package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditTest {
  private static final Caller ADMIN = new Caller.Admin("0a1b2c3d");
  private static final Caller AGENT = new Caller.OfAttempt(new AttemptId("attempt-1"), "99887766");

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());

  @TempDir private Path data;

  @BeforeEach
  void open() {
    service.open(false);
  }

  @Test
  void eachChangeLeavesALineThatNamesWhoAndWhat() throws IOException {
    ask(ADMIN, "POST", "/agents", "{\"moduleId\":\"money\",\"loopId\":\"quick-loop\"}");

    JsonNode line = lines().getFirst();
    assertThat(line.path("who").asString()).isEqualTo("admin");
    assertThat(line.path("token").asString()).isEqualTo("0a1b2c3d");
    assertThat(line.path("surface").asString()).isEqualTo("rest");
    assertThat(line.path("what").asString()).isEqualTo("POST /api/orchestration/agents");
    assertThat(line.path("about").asString()).isEqualTo("moduleId=money loopId=quick-loop");
    assertThat(line.path("result").asString()).isEqualTo("200");
  }

  @Test
  void theRouteIsItsPatternAndTheIdStandsBesideIt() throws IOException {
    ask(ADMIN, "DELETE", "/agents/some-agent", "");

    assertThat(lines().getFirst().path("what").asString())
        .isEqualTo("DELETE /api/orchestration/agents/{id}");
    assertThat(lines().getFirst().path("about").asString()).isEqualTo("id=some-agent");
  }

  @Test
  void whatWasRefusedIsThereTooAndWhatOnlyLooksIsNot() throws IOException {
    ask(AGENT, "PUT", "/pause", "");
    ask(AGENT, "GET", "/progress", "");
    ask(ADMIN, "GET", "/progress", "");

    assertThat(lines()).hasSize(1);
    assertThat(lines().getFirst().path("who").asString()).isEqualTo("agent attempt-1");
    assertThat(lines().getFirst().path("result").asString()).isEqualTo("403");
  }

  @Test
  void whatTheProgramItselfAsksForIsOfTheCommandLine() throws IOException {
    ask(Caller.Admin.SELF, "PUT", "/pause", "");

    assertThat(lines().getFirst().path("surface").asString()).isEqualTo("cli");
  }

  @Test
  void noTextThatIsSentCanForgeALine() throws IOException {
    ask(ADMIN, "DELETE", "/agents/a%0A%7B%22who%22%3A%22nobody%22%7D", "");
    ask(ADMIN, "POST", "/agents", "this is {no json");

    assertThat(lines()).hasSize(2);
    assertThat(lines().getLast().path("about").asString()).isEmpty();
  }

  private void ask(Caller caller, String method, String path, String body) {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));
    var api = new RestApi(service, new IdempotencyKeys(clock), new AuditLog(data, clock));
    api.answer(Request.of(caller, method, RestApi.ROOT + path, body, false));
  }

  private List<JsonNode> lines() throws IOException {
    return Files.readAllLines(data.resolve("audit.jsonl")).stream()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}
