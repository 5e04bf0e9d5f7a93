package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coppice.orchestration.RealRepository;
import dev.coppice.orchestration.RealSystem;
import dev.coppice.orchestration.ServiceJson;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A client's evening: a real repository and real processes, driven by tools alone.
@Timeout(120)
class ServiceToolsIT {
  @TempDir private Path folder;

  private static JsonNode call(RealSystem system, String name, String arguments) {
    Tool tool =
        ServiceTools.of(system.service()).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    ToolResult result = new ToolRunner(null).run(tool, PortCall.of(arguments));
    assertThat(result.isError()).as(result.text()).isFalse();
    return ServiceJson.mapper().valueToTree(result.structured());
  }

  private static String spawn(RealSystem system, String module) {
    return call(
            system,
            "spawn_agent",
            "{\"moduleId\":\"%s\",\"loopId\":\"quick-loop\"}".formatted(module))
        .at("/agent/id")
        .asString();
  }

  @Test
  void aTerminatedAgentsProcessesAreGoneAndItsOutputCanBeRead() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.script("cart", "echo 'reading the cart'; touch \"$OUTSIDE/ready\"; sleep 300");
    try (RealSystem system = RealSystem.open(repository)) {
      String agent = spawn(system, "cart");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> repository.folder().resolve("outside/ready").toFile().exists());

      call(system, "terminate_agent", "{\"agentId\":\"" + agent + "\"}");

      assertThat(repository.processes()).isEmpty();
      JsonNode log = call(system, "get_agent_log", "{\"agentId\":\"" + agent + "\"}");
      assertThat(log.path("lines").toString()).contains("reading the cart");
      assertThat(call(system, "get_agent", "{\"agentId\":\"" + agent + "\"}").path("status"))
          .hasToString("\"terminated\"");
    }
  }

  @Test
  void workIsReviewedApprovedAndLanded() {
    RealRepository repository = RealRepository.make(folder, "cart");
    repository.worker("cart");
    try (RealSystem system = RealSystem.open(repository, "autonomy: supervised")) {
      long place = call(system, "wait_for_events", "{\"waitSeconds\":0}").path("next").asLong();
      String agent = spawn(system, "cart");
      JsonNode landings;
      do {
        JsonNode events =
            call(system, "wait_for_events", "{\"after\":%d,\"waitSeconds\":25}".formatted(place));
        place = events.path("next").asLong();
        landings = call(system, "get_landings", "{}");
      } while (landings.path("count").asInt() == 0);

      JsonNode diff = call(system, "get_module_diff", "{\"moduleId\":\"cart\"}");
      assertThat(diff.path("diff").asString()).contains("+++");
      JsonNode landed = call(system, "land_module", "{\"moduleId\":\"cart\",\"waitSeconds\":25}");

      assertThat(landed.path("landed").asBoolean()).isTrue();
      assertThat(repository.git("rev-parse", "main")).isEqualTo(landed.path("landedAs").asString());
      assertThat(call(system, "get_roadmap_module", "{\"moduleId\":\"cart\"}").path("status"))
          .hasToString("\"complete\"");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              call(system, "get_agent", "{\"agentId\":\"" + agent + "\"}")
                  .path("status")
                  .asString()
                  .equals("completed"));
    }
  }
}
