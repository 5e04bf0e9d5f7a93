package dev.coppice.mcp;

import dev.coppice.mcp.ToolPairs.Pair;
import dev.coppice.orchestration.SimulatedOrchestration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The recorded requests and answers once more, over HTTP and the protocol. One server stands for
/// all pairs; each has a world of its own behind it.
class ToolContractHttpTest {
  private record World(SimulatedOrchestration service, Map<String, Tool> tools) {
    static World named(String name) {
      SimulatedOrchestration service = ToolWorlds.named(name);
      return new World(
          service,
          ServiceTools.of(service).stream()
              .collect(Collectors.toMap(Tool::name, Function.identity())));
    }
  }

  private final AtomicReference<World> world = new AtomicReference<>(World.named("uninitialised"));
  private final McpHost host = new McpHost(catalogue(), null, InstantSource.system());
  private final McpHost.Talk talk = host.begin(McpHost.ADMIN);

  @AfterEach
  void close() {
    host.close();
  }

  /// Every tool with the world there is at the moment of the call.
  private Catalogue catalogue() {
    List<Tool> tools =
        world.get().tools().values().stream()
            .map(tool ->
                new Tool(
                    tool.name(),
                    tool.title(),
                    tool.description(),
                    tool.inputSchema(),
                    tool.outputSchema(),
                    tool.traits(),
                    tool.scope(),
                    call -> now(tool.name()).handler().call(call)))
            .toList();
    return new Catalogue("", tools, List.of(), List.of(), List.of());
  }

  private Tool now(String name) {
    return Objects.requireNonNull(world.get().tools().get(name), name);
  }

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() {
    return ToolPairs.all().stream()
        .map(pair -> DynamicTest.dynamicTest(pair.name(), () -> replay(pair)));
  }

  private void replay(Pair pair) {
    world.set(World.named(pair.world()));
    ToolPairs.replay(pair, new Spoken());
  }

  private final class Spoken implements ToolPairs.Server {
    @Override
    public JsonNode call(String tool, JsonNode arguments) {
      JsonNode result =
          talk.ask("tools/call", Map.of("name", tool, "arguments", arguments)).path("result");
      ObjectNode answer = JsonMapper.shared().createObjectNode();
      answer.put("isError", result.path("isError").asBoolean());
      answer.put("text", result.path("content").path(0).path("text").asString());
      if (result.has("structuredContent")) {
        answer.set("structured", result.get("structuredContent"));
      }
      return answer;
    }

    @Override
    public void settle() {
      world.get().service().settle();
    }
  }
}
