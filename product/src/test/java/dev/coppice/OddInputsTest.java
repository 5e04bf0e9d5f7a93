package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.mcp.AllTools;
import dev.coppice.mcp.Tool;
import dev.coppice.mcp.ToolResult;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.rest.AllRoutes;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.Answer;
import dev.coppice.rest.RestApi;
import dev.coppice.schedule.Message;
import dev.coppice.store.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Odd ids and bodies at every route and tool: always an answer that says what is wrong, never
/// trouble of our own. `-Dcoppice.fuzz.inputs=1000000` for the long version.
class OddInputsTest {
  private static final int INPUTS = Integer.getInteger("coppice.fuzz.inputs", 20_000);
  private static final int OF_ONE_SYSTEM = 500;
  private static final List<String> FIELDS =
      List.of(
          "moduleId",
          "loopId",
          "scope",
          "count",
          "systemId",
          "systemPath",
          "status",
          "answer",
          "by",
          "id",
          "kind",
          "note",
          "percent",
          "question",
          "options",
          "operator",
          "message");

  private final Map<String, Integer> statuses = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  /// A system in the middle of its work, which an input now and then brings to an end.
  private static SimulatedOrchestration system() {
    var world =
        new SimulatedWorld()
            .script("money", Deed.ASK)
            .script("chart", Deed.HANG)
            .script("accounts", Deed.CRASH, Deed.LIE);
    SimulatedOrchestration service = SimulatedOrchestration.small(world);
    service.open(true);
    service.submit(new Message.Spawn(new dev.coppice.roadmap.ModuleId("chart"), null, null, null));
    service.settle();
    return service;
  }

  private static List<String> known(SimulatedOrchestration service) {
    List<String> known = new ArrayList<>(List.of("money", "chart", "quick-loop", "ledger", "1"));
    service.getAgents().forEach(agent -> known.add(agent.id().toString()));
    service.snapshot().state().running().keySet().forEach(id -> known.add(id.toString()));
    service.snapshot().state().inboxInOrder().forEach(item -> known.add(item.id().toString()));
    return known;
  }

  @Test
  void everyOddInputIsAnsweredAndNothingBreaks() {
    for (int done = 0; done < INPUTS; done += OF_ONE_SYSTEM) {
      SimulatedOrchestration service = system();
      var api = new RestApi(service);
      List<Route> routes = AllRoutes.of(api);
      var tools = new AllTools(service);
      var odd = new OddInputs(done, known(service));
      for (int i = 0; i < OF_ONE_SYSTEM; i++) {
        if (odd.number(2) == 0) {
          ask(api, routes.get(odd.number(routes.size())), odd);
        } else {
          call(tools, tools.tools().get(odd.number(tools.tools().size())), odd);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(statuses).as("both good and bad ones").containsKeys("200", "400", "404", "ok");
    System.getLogger(OddInputsTest.class.getName())
        .log(System.Logger.Level.INFO, "{0} odd inputs: {1}", INPUTS, statuses);
  }

  private void ask(RestApi api, Route route, OddInputs odd) {
    String uri = named(route.path("{}"), odd) + odd.query(route.query());
    String body = route.isChange() ? odd.body(FIELDS) : "";
    Caller caller =
        switch (odd.number(8)) {
          case 0 -> new Caller.Reader("reader");
          case 1 -> new Caller.OfAttempt(new dev.coppice.agent.AttemptId("chart-1"), "agent");
          default -> Caller.Admin.SELF;
        };
    try {
      Answer answer = AllRoutes.answer(api, caller, route.method(), uri, body, odd.number(8) == 0);
      statuses.merge(Integer.toString(answer.status()), 1, Integer::sum);
      // One that was ended is not ready, and says so.
      boolean isTrouble = answer.status() >= 500 && !route.pattern().equals("/ready");
      if (isTrouble || isLeaking(answer.body())) {
        wrong.add(route + " as " + uri + " with " + body + ": " + answer);
      }
    } catch (RuntimeException e) {
      wrong.add(route + " as " + uri + " with " + body + ": " + e);
    }
  }

  private static String named(String path, OddInputs odd) {
    String named = path;
    while (named.contains("{}")) {
      named = named.replaceFirst("\\{}", java.util.regex.Matcher.quoteReplacement(odd.encoded()));
    }
    return named;
  }

  private void call(AllTools tools, Tool tool, OddInputs odd) {
    var properties = (Map<?, ?>) tool.inputSchema().getOrDefault("properties", Map.of());
    ObjectNode arguments = odd.arguments(properties);
    try {
      ToolResult result = tools.call(tool, arguments);
      statuses.merge(result.isError() ? "isError" : "ok", 1, Integer::sum);
      if (result.text().startsWith("The orchestrator could not do") || isLeaking(result.text())) {
        wrong.add(tool.name() + " with " + arguments + ": " + result.text());
      }
      if (result.structured() != null) {
        var _ = JsonMapper.shared().writeValueAsString(result.structured());
      }
    } catch (RuntimeException e) {
      wrong.add(tool.name() + " with " + arguments + ": " + e);
    }
  }

  private static boolean isLeaking(String text) {
    return text.contains("Exception") || text.contains("\tat ") || text.contains("java.lang");
  }
}
