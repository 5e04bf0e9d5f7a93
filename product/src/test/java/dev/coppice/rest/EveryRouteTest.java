package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Message;
import dev.coppice.store.Scope;
import dev.coppice.store.Tokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every route alike, whatever it answers.
class EveryRouteTest {
  private static final Description DESCRIPTION = new Description();
  private static final Set<String> OPEN = Set.of("/health", "/ready");
  private static final Tokens TOKENS = new Tokens(RunningServer.TOKEN);

  private final SimulatedOrchestration service =
      SimulatedOrchestration.small(new SimulatedWorld().script("chart", Deed.HANG));
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  static List<Router.Listed> routes() {
    return new RestApi(SimulatedOrchestration.small(new SimulatedWorld())).routes();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void isOnlyForThoseWhoMayAndOnlyForWhatItTakes(Router.Listed route) throws Exception {
    service.open(false);
    service.submit(new Message.Spawn(new ModuleId("chart"), null, null, null));
    service.settle();
    long before = service.snapshot().seq();
    String path = route.pattern().replace("{id}", "chart");
    if (!OPEN.contains(route.pattern())) {
      expect(route, 401, ask(route, path, "", "{}", "application/json"));
      expect(route, 401, ask(route, path, "wrong", "{}", "application/json"));
      for (String other : lesser(route.scope())) {
        expect(route, 403, ask(route, path, other, "{}", "application/json"));
      }
    }
    String good = token(route.scope());
    HttpResponse<String> misspelt =
        ask(route, path + "?no-such-name=1", good, "{}", "application/json");
    expect(route, 400, misspelt);
    assertThat(json(misspelt).path("error").asString()).contains("no-such-name");
    HttpResponse<String> method =
        server.send(
            server
                .request(path)
                .header("Authorization", "Bearer " + good)
                .method("TRACE2", BodyPublishers.noBody()));
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow").orElse("")).contains(route.method());
    if (!route.method().equals("GET")) {
      for (String body : List.of("{\"a\":", "[]", "7", "\"a\"", "null", "{\"a\":1,\"a\":2}")) {
        expect(route, 400, ask(route, path, good, body, "application/json"));
      }
      expect(route, 415, ask(route, path, good, "a=1", "application/x-www-form-urlencoded"));
      expect(route, 415, ask(route, path, good, "{}", "text/plain"));
    }
    assertThat(service.snapshot().seq()).as("nothing changed").isEqualTo(before);
  }

  private HttpResponse<String> ask(
      Router.Listed route, String path, String token, String body, String type) throws Exception {
    var request = server.request(path);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return server.send(
        route.method().equals("GET")
            ? request.GET()
            : request
                .header("Content-Type", type)
                .method(route.method(), BodyPublishers.ofString(body)));
  }

  private String token(Scope scope) {
    return scope == Scope.AGENT ? attempt() : RunningServer.TOKEN;
  }

  private List<String> lesser(Scope scope) {
    return switch (scope) {
      case READ -> List.of(attempt());
      case ADMIN -> List.of(attempt(), TOKENS.reader());
      case AGENT -> List.of(TOKENS.reader(), RunningServer.TOKEN);
    };
  }

  private String attempt() {
    AttemptId attempt = service.snapshot().state().running().keySet().iterator().next();
    return TOKENS.ofAttempt(attempt);
  }

  private static void expect(Router.Listed route, int status, HttpResponse<String> response) {
    assertThat(response.statusCode()).as("%s: %s", route, response.body()).isEqualTo(status);
    assertThat(json(response).path("remedy").asString()).isNotEmpty();
    var operation = DESCRIPTION.of(route);
    assertThat(
            DESCRIPTION.objections(
                operation,
                status,
                response.headers().firstValue("Content-Type").orElse(""),
                response.body()))
        .as("%s %d", route, status)
        .isEmpty();
  }
}
