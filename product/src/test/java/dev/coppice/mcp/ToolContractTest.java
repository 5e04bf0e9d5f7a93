package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.mcp.ToolPairs.Pair;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.store.Caller;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every tool against its recorded requests and answers. `-Dcontract.record=true` records anew what
/// is answered now; read the difference before you keep it.
class ToolContractTest {
  private static final DefaultJsonSchemaValidator VALIDATOR = new DefaultJsonSchemaValidator();

  private static final List<String> NAMES_CLIENTS_KNOW =
      List.of(
          "init_orchestrator",
          "get_orchestrator",
          "pause_orchestrator",
          "resume_orchestrator",
          "shutdown_orchestrator",
          "spawn_agent",
          "spawn_agents_auto",
          "get_agent",
          "terminate_agent",
          "list_agents",
          "get_agents_by_module",
          "get_work_queue",
          "get_next_work",
          "get_orchestration_progress",
          "get_orchestration_events",
          "render_orchestration_terminal",
          "run_autonomous_cycle");

  /// Through the port, with every structured answer held against the declared schema.
  private static final class Port implements ToolPairs.Server {
    private final SimulatedOrchestration service;
    private final Map<String, Tool> tools = new TreeMap<>();

    Port(SimulatedOrchestration service) {
      this.service = service;
      ServiceTools.of(service).forEach(tool -> tools.put(tool.name(), tool));
    }

    @Override
    public JsonNode call(String name, JsonNode arguments) {
      Tool tool = Objects.requireNonNull(tools.get(name), name);
      ToolResult result =
          new ToolRunner(null).run(tool, new PortCall(arguments, Caller.Admin.SELF));
      JsonNode answer = ToolPairs.of(result);
      boolean agrees = isValid(tool.inputSchema(), arguments);
      if (!agrees) {
        assertThat(result.isError()).as("refused by the schema, so by us").isTrue();
      }
      if (tool.outputSchema() != null && !result.isError()) {
        assertThat(validate(closed(tool.outputSchema()), answer.get("structured")))
            .as("the schema knows all of %s", answer)
            .returns(true, ValidationResponse::valid);
      }
      return answer;
    }

    @Override
    public void settle() {
      service.settle();
    }
  }

  private static boolean isValid(Map<String, Object> schema, JsonNode value) {
    return validate(schema, value).valid();
  }

  private static ValidationResponse validate(Map<String, Object> schema, JsonNode value) {
    return VALIDATOR.validate(schema, JsonMapper.shared().convertValue(value, Object.class));
  }

  /// The same schema without room for what it does not name.
  private static Map<String, Object> closed(Map<?, ?> schema) {
    Map<String, Object> closed = new LinkedHashMap<>();
    schema.forEach((key, value) -> closed.put((String) key, closed(key, value)));
    if (schema.get("properties") instanceof Map<?, ?>) {
      closed.put("additionalProperties", false);
    }
    return closed;
  }

  private static Object closed(Object key, Object value) {
    if (key.equals("properties") && value instanceof Map<?, ?> properties) {
      Map<String, Object> each = new LinkedHashMap<>();
      properties.forEach((name, schema) -> each.put((String) name, closed((Map<?, ?>) schema)));
      return each;
    }
    return key.equals("items") ? closed((Map<?, ?>) value) : value;
  }

  static boolean isRecording() {
    return Boolean.getBoolean("contract.record");
  }

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() {
    if (isRecording()) {
      ToolPairs.files()
          .forEach(
              file -> ToolPairs.record(file, pair -> new Port(ToolWorlds.named(pair.world()))));
    }
    return ToolPairs.all().stream()
        .map(pair ->
            DynamicTest.dynamicTest(
                pair.name(),
                () -> ToolPairs.replay(pair, new Port(ToolWorlds.named(pair.world())))));
  }

  private static List<Tool> tools() {
    return ServiceTools.of(ToolWorlds.named("uninitialised"));
  }

  @Test
  void theSeventeenHaveTheirNames() {
    assertThat(tools()).extracting(Tool::name).containsAll(NAMES_CLIENTS_KNOW);
  }

  @Test
  void everyToolHasGoodPairsAndBadOnesAndOnesBeforeASystemIsOpen() {
    Map<String, List<Pair>> pairs = new TreeMap<>();
    ToolPairs.all()
        .forEach(pair -> pairs.computeIfAbsent(pair.tool(), _ -> new ArrayList<>()).add(pair));

    assertThat(pairs.keySet())
        .containsExactlyInAnyOrderElementsOf(tools().stream().map(Tool::name).toList());
    assertThat(pairs)
        .allSatisfy((tool, ofTool) -> {
          assertThat(ofTool).anyMatch(pair -> !pair.recorded().has("error"));
          assertThat(ofTool).anyMatch(pair -> pair.recorded().has("error"));
          assertThat(ofTool).anyMatch(pair -> pair.world().equals("uninitialised"));
        });
  }

  @Test
  void everySchemaIsOneThatValidatorsUnderstand() {
    assertThat(tools())
        .allSatisfy(tool -> {
          assertThat(VALIDATOR.validateSchema(tool.inputSchema()))
              .returns(true, ValidationResponse::valid);
          assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
          if (tool.outputSchema() != null) {
            assertThat(VALIDATOR.validateSchema(tool.outputSchema()))
                .returns(true, ValidationResponse::valid);
            assertThat(tool.outputSchema()).containsEntry("type", "object");
          }
        });
  }
}
