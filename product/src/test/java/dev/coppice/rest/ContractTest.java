package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.store.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every pair of `contract/rest`, over HTTP; and that what is answered, what is routed and what is
/// described are the same.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
  /// The fifteen that clients know, in the order of their contract.
  private static final List<String> KNOWN =
      List.of(
          "POST /init",
          "GET ",
          "PUT /pause",
          "PUT /resume",
          "PUT /shutdown",
          "POST /agents",
          "POST /agents/auto",
          "GET /agents",
          "GET /agents/{id}",
          "DELETE /agents/{id}",
          "GET /work-queue",
          "GET /next-work",
          "GET /progress",
          "GET /events",
          "GET /terminal");

  /// Statuses that any answer may have, for reasons that lie before or behind the route; produced
  /// somewhere, but not route by route.
  private static final Map<String, String> FOR_ALL =
      Map.of(
          "304", "the same tag for every answer: `asking again`",
          "409", "of a key that is still at work; and of the state of things where that can be",
          "413", "the body is counted before anybody looks at the address: GuardTest",
          "415", "the content type is looked at before the address: EveryRouteTest",
          "422", "of a key that was sent with something else: `asking again`",
          "429", "changes are counted before anybody looks at the address: LimitsTest",
          "500", "trouble inside: `logs`",
          "503", "too much at once; and no system where that matters",
          "default", "what HTTP itself refuses: GuardTest");

  private final Description description = new Description();
  private final ContractReplay replay = new ContractReplay(description);

  @BeforeAll
  void replayAll() throws Exception {
    for (Path file : ContractReplay.files()) {
      replay.replay(file);
    }
  }

  @Test
  void everyAnswerIsAsWantedAndAsDescribed() {
    assertThat(replay.wrong()).isEmpty();
    assertThat(replay.given()).hasSizeGreaterThan(300);
  }

  @Test
  void everyKnownRouteIsReplayedWithGoodAndBadInput() {
    for (String known : KNOWN) {
      String operation = known.replaceFirst(" ", " " + RestApi.ROOT);
      List<Integer> statuses =
          replay.given().stream()
              .filter(given -> given.operation().equals(operation))
              .map(ContractReplay.Given::status)
              .toList();
      assertThat(statuses).as(operation).contains(200);
      assertThat(statuses).as(operation).anyMatch(status -> status >= 400);
    }
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    Set<String> routed = new TreeSet<>();
    for (Router.Listed route : routes()) {
      routed.add(route.method() + " " + route.pattern());
    }

    assertThat(description.operations().keySet()).isEqualTo(routed);
  }

  @Test
  void everyScopeIsDescribed() {
    var otherwise = description.root().path("security");
    for (Router.Listed route : routes()) {
      var operation = description.of(route);
      boolean open = Set.of("/health", "/ready").contains(route.pattern());
      String scope = route.scope().name().toLowerCase(Locale.ROOT);
      assertThat(operation.role(otherwise)).as("%s", route).isEqualTo(open ? "" : scope);
    }
  }

  @Test
  void everyNameOfAQueryIsDescribed() {
    for (Router.Listed route : routes()) {
      var operation = description.of(route);
      Set<String> described = new TreeSet<>();
      Set<String> inPath = new TreeSet<>();
      for (var parameter : operation.node().path("parameters")) {
        var resolved = description.resolved(parameter);
        String name = resolved.path("name").stringValue();
        switch (resolved.path("in").stringValue()) {
          case "query" -> described.add(name);
          case "path" -> inPath.add("{" + name + "}");
          default -> assertThat(resolved.path("in").stringValue()).isEqualTo("header");
        }
      }
      assertThat(described).as("%s", route).isEqualTo(new TreeSet<>(route.query()));
      assertThat(inPath).as("%s", route).allMatch(name -> route.pattern().contains(name));
      assertThat(route.pattern().contains("{")).isEqualTo(!inPath.isEmpty());
    }
  }

  @Test
  void everyDescribedStatusIsProducedOrSaidToBeForAll() {
    Set<String> produced = new TreeSet<>();
    Set<String> anywhere = new TreeSet<>();
    for (ContractReplay.Given given : replay.given()) {
      produced.add(given.operation() + " " + given.status());
      anywhere.add(Integer.toString(given.status()));
    }
    List<String> missing = new ArrayList<>();
    description
        .operations()
        .forEach((name, operation) -> {
          for (String status : operation.statuses()) {
            boolean byEveryRoute = Set.of("400", "401", "403").contains(status);
            boolean isStream = name.endsWith("/stream") && status.equals("200");
            if (!byEveryRoute
                && !isStream
                && !FOR_ALL.containsKey(status)
                && !produced.contains(name + " " + status)) {
              missing.add(name + " " + status);
            }
          }
        });

    assertThat(missing).isEmpty();
    assertThat(anywhere).contains("304", "409", "415", "422", "500", "503");
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryPartIsUsed() {
    Set<String> used = new TreeSet<>();
    description.root().findValues("$ref").forEach(reference -> used.add(reference.asString()));
    Set<String> there = new TreeSet<>();
    for (String kind : List.of("schemas", "parameters", "responses", "headers")) {
      description
          .root()
          .path("components")
          .path(kind)
          .propertyNames()
          .forEach(name -> there.add("#/components/" + kind + "/" + name));
    }
    List<String> names =
        description.operations().values().stream()
            .map(operation -> operation.node().path("operationId").asString(""))
            .toList();

    assertThat(used).isEqualTo(there);
    assertThat(names).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void everyExampleIsAsItsSchemaWants() {
    List<String> wrong = new ArrayList<>();
    for (var operation : description.operations().values()) {
      var bodies = new ArrayList<tools.jackson.databind.JsonNode>();
      bodies.add(operation.node().path("requestBody"));
      operation.node().path("responses").forEach(node -> bodies.add(description.resolved(node)));
      for (var body : bodies) {
        var json = body.path("content").path("application/json");
        if (json.has("example")) {
          List<String> objections =
              description.objections(json.path("schema"), json.path("example"));
          if (!objections.isEmpty()) {
            wrong.add(operation.method() + " " + operation.pattern() + ": " + objections);
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static List<Router.Listed> routes() {
    var api = new RestApi(SimulatedOrchestration.small(new SimulatedWorld()));
    assertThat(api.routes()).anyMatch(route -> route.scope() == Scope.AGENT);
    return api.routes();
  }
}
