package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.mcp.McpServlet;
import dev.coppice.mcp.ServiceCatalogue;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.rest.AllRoutes;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.store.Tokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Odd ids, paths and bodies as bytes on the wire: what HTTP itself has to say of them comes in our
/// shape too, and nothing breaks. `-Dcoppice.fuzz.requests=20000` for the long version.
class OddHttpTest {
  private static final int REQUESTS = Integer.getInteger("coppice.fuzz.requests", 1_000);
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final String BEARER = "Authorization: Bearer " + SECRET;
  private static final List<String> FIELDS =
      List.of("moduleId", "loopId", "scope", "count", "systemId", "systemPath", "answer", "status");

  private final SimulatedOrchestration service = SimulatedOrchestration.small(new SimulatedWorld());
  private final RestApi rest = new RestApi(service);
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void everyOddRequestIsAnsweredInOurShape() {
    service.open(true);
    service.settle();
    try (var server =
        new RestServer(
            rest,
            new Tokens(SECRET),
            Listening.onLoopback(0),
            Map.of(
                McpDoor.PATH,
                new McpServlet(
                    () -> ServiceCatalogue.of(service), null, InstantSource.system())))) {
      var door = new Door(server.address().getPort());
      var mcp = new McpDoor(door, SECRET);
      List<JsonNode> tools = mcp.tools();
      List<Route> routes = AllRoutes.of(rest);
      var odd = new OddInputs(1, List.of("money", "chart", "quick-loop", "accounts"));
      for (int i = 0; i < REQUESTS; i++) {
        if (odd.number(3) == 0) {
          call(mcp, tools.get(odd.number(tools.size())), odd);
        } else {
          ask(door, routes.get(odd.number(routes.size())), odd);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(statuses).as("both good and bad ones").containsKeys(200, 400, 404);
    System.getLogger(OddHttpTest.class.getName())
        .log(System.Logger.Level.INFO, "{0} odd requests: {1}", REQUESTS, statuses);
  }

  private void ask(Door door, Route route, OddInputs odd) {
    String path = route.path("{}");
    while (path.contains("{}")) {
      // Now and then as it is, which no client would send.
      String name = odd.number(3) == 0 ? odd.text() : odd.encoded();
      path = path.replaceFirst("\\{}", Matcher.quoteReplacement(name));
    }
    String target = path + odd.query(route.query());
    List<String> headers =
        List.of(BEARER, "Content-Type: application/json", "Accept: application/json");
    String body = route.isChange() ? odd.body(FIELDS) : "";
    note(
        route + " as " + target + " with " + body,
        route,
        door.ask(route.method(), target, headers, body));
  }

  private void note(String what, Route route, Door.Reply reply) {
    statuses.merge(reply.status(), 1, Integer::sum);
    // A line break in the target is a request of HTTP before 1.0, which is not spoken.
    boolean isOurs =
        reply.status() >= 500 && reply.status() != 505 && !route.pattern().equals("/ready");
    boolean isTrouble = isOurs || reply.status() < 200;
    if (isTrouble || isLeaking(reply.body())) {
      wrong.add(what + ": " + reply);
    }
  }

  private void call(McpDoor mcp, JsonNode tool, OddInputs odd) {
    Map<String, Object> properties = new TreeMap<>();
    tool.path("inputSchema")
        .path("properties")
        .propertyNames()
        .forEach(name -> properties.put(name, ""));
    Door.Reply reply =
        mcp.post(
            McpDoor.message(
                "tools/call",
                Map.of(
                    "name",
                    odd.number(20) == 0 ? odd.text() : tool.path("name").asString(),
                    "arguments",
                    odd.arguments(properties))));
    statuses.merge(reply.status(), 1, Integer::sum);
    if (reply.status() >= 500 || reply.status() < 200 || isLeaking(reply.body())) {
      wrong.add(tool.path("name") + ": " + reply);
    }
  }

  private static boolean isLeaking(String text) {
    return text.contains("Exception") || text.contains("\tat ") || text.contains("org.eclipse");
  }
}
