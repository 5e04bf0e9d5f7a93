package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.mcp.McpServlet;
import dev.coppice.mcp.ServiceCatalogue;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.rest.AllRoutes;
import dev.coppice.rest.AllRoutes.Route;
import dev.coppice.rest.Listening;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import dev.coppice.schedule.Message;
import dev.coppice.store.Scope;
import dev.coppice.store.Tokens;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whoever must not drive the orchestrator, at every route and every tool there is: nobody gets in,
/// and nothing changes.
class IntrudersTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  private final SimulatedOrchestration service =
      SimulatedOrchestration.small(new SimulatedWorld().script("chart", Deed.HANG));
  private final Tokens tokens = new Tokens(SECRET);
  private final RestApi rest = new RestApi(service);
  private final RestServer server =
      new RestServer(
          rest,
          tokens,
          Listening.onLoopback(0),
          Map.of(
              McpDoor.PATH,
              new McpServlet(() -> ServiceCatalogue.of(service), null, InstantSource.system())));
  private final Door door = new Door(server.address().getPort());
  private long before;

  @BeforeEach
  void open() {
    service.open(false);
    service.submit(new Message.Spawn(new dev.coppice.roadmap.ModuleId("chart"), null, null, null));
    service.settle();
    before = service.snapshot().seq();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private AttemptId running() {
    return service.snapshot().state().running().keySet().iterator().next();
  }

  private Intruders intruders(McpDoor mcp) {
    List<String> tools = mcp.tools().stream().map(tool -> tool.path("name").asString()).toList();
    assertThat(tools).hasSizeGreaterThanOrEqualTo(17);
    return new Intruders(door, SECRET, AllRoutes.of(rest), tools, mcp.session());
  }

  private void assertNothingChanged() {
    assertThat(service.snapshot().seq()).as("the log has grown").isEqualTo(before);
    assertThat(service.isStopped()).isFalse();
  }

  @Test
  void nobodyGetsInFromElsewhere() throws Exception {
    Intruders intruders = intruders(new McpDoor(door, SECRET)).foreigners();

    assertThat(intruders.tryAll()).isEmpty();
    assertThat(intruders.count()).isGreaterThan(1_000);
    assertNothingChanged();
  }

  @Test
  void nobodyGetsInWithoutTheToken() throws Exception {
    Intruders intruders =
        intruders(new McpDoor(door, SECRET)).strangers(tokens.ofAttempt(new AttemptId("gone-1")));

    assertThat(intruders.tryAll()).isEmpty();
    assertNothingChanged();
  }

  @Test
  void noFormGetsInAndNoPreflightIsAnswered() throws Exception {
    Intruders intruders = intruders(new McpDoor(door, SECRET)).forms();

    assertThat(intruders.tryAll()).isEmpty();
    assertNothingChanged();
  }

  /// Asks again when only the rate was wrong.
  private Door.Reply patiently(Route route, String token) {
    while (true) {
      Door.Reply reply =
          door.ask(
              route.method(),
              route.path("chart"),
              List.of("Authorization: Bearer " + token, "Content-Type: application/json"),
              route.isChange() ? "{}" : "");
      if (reply.status() != 429) {
        return reply;
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  @Test
  void aReaderChangesNothing() {
    String reader = tokens.reader();
    List<String> wrong = new ArrayList<>();
    for (Route route : AllRoutes.of(rest)) {
      int status = patiently(route, reader).status();
      if (route.scope() == Scope.READ ? status == 401 || status == 403 : status != 403) {
        wrong.add(route + ": " + status);
      }
    }
    var mcp = new McpDoor(door, reader);
    for (JsonNode tool : mcp.tools()) {
      if (!tool.path("annotations").path("readOnlyHint").asBoolean(false)) {
        JsonNode answer = mcp.ask("tools/call", call(tool));
        if (!isRefusal(answer)) {
          wrong.add(tool.path("name") + ": " + answer);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertNothingChanged();
  }

  private static Map<String, Object> call(JsonNode tool) {
    return Map.of("name", tool.path("name").asString(), "arguments", Map.of());
  }

  private static boolean isRefusal(JsonNode answer) {
    String text = answer.toString();
    return (answer.has("error") || answer.path("result").path("isError").asBoolean(false))
        && (text.contains("scope") || text.contains("token"));
  }

  @Test
  void aSessionOfMcpIsWorthNothingToAnotherCaller() {
    var mine = new McpDoor(door, SECRET);

    for (String other : List.of(tokens.reader(), tokens.ofAttempt(running()))) {
      Door.Reply reply =
          door.ask(
              "POST",
              McpDoor.PATH,
              List.of(
                  "Authorization: Bearer " + other,
                  McpDoor.ACCEPT,
                  McpDoor.JSON,
                  "Mcp-Session-Id: " + mine.session()),
              McpDoor.call("shutdown_orchestrator"));
      assertThat(reply.status()).isIn(403, 404);
    }
    assertNothingChanged();
  }

  @Test
  void anAgentReachesNothingButWhatIsItsOwn() {
    String agent = tokens.ofAttempt(running());
    List<String> wrong = new ArrayList<>();
    for (Route route : AllRoutes.of(rest)) {
      if (!route.isOpen() && route.scope() != Scope.AGENT) {
        int status = patiently(route, agent).status();
        if (status != 403) {
          wrong.add(route + ": " + status);
        }
      }
    }
    for (String method : List.of("POST", "GET", "DELETE")) {
      Door.Reply reply =
          door.ask(
              method,
              McpDoor.PATH,
              List.of("Authorization: Bearer " + agent, McpDoor.ACCEPT, McpDoor.JSON),
              method.equals("POST") ? McpDoor.call("list_agents") : "");
      if (reply.status() != 403) {
        wrong.add(method + " /mcp: " + reply.status());
      }
    }

    assertThat(wrong).isEmpty();
    assertNothingChanged();
  }
}
