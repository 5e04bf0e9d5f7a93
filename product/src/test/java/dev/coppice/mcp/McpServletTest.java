package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.mcp.McpHost.Talk;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class McpServletTest {
  private final SampleTools tools = new SampleTools();
  private final McpHost host = new McpHost(tools.catalogue(), null, InstantSource.system());

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void saysWhatItIs() {
    JsonNode greeting = host.begin(McpHost.ADMIN).greeting();

    assertThat(greeting.path("protocolVersion").asString()).isEqualTo("2025-11-25");
    assertThat(greeting.path("serverInfo").path("name").asString()).isEqualTo("coppice");
    assertThat(greeting.path("instructions").asString()).isEqualTo("For tests.");
    assertThat(greeting.path("capabilities").propertyNames())
        .contains("tools", "resources", "prompts", "completions", "logging");
  }

  @Test
  void aToolAnswersWithAnObjectAndItsText() {
    JsonNode result = host.begin(McpHost.ADMIN).call("greet", Map.of("name", "Ada"));

    assertThat(result.path("structuredContent").path("hello").asString()).isEqualTo("Ada");
    assertThat(result.path("content").get(0).path("text").asString())
        .isEqualTo("{\n  \"hello\" : \"Ada\"\n}");
    assertThat(result.path("isError").asBoolean()).isFalse();
  }

  @Test
  void argumentsThatDoNotFitAreToldWithARemedy() {
    Talk talk = host.begin(McpHost.ADMIN);

    JsonNode result = talk.call("greet", Map.of("name", "A", "count", "many", "nmae", 1));

    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(result.path("content").get(0).path("text").asString().lines().sorted())
        .containsExactly(
            "count is \"many\", not a whole number. Give count as a whole number.",
            "greet has no \"nmae\". It has count, name.",
            "name \"A\" is too short. Give at least 2 character(s).");
  }

  @Test
  void aRefusalIsAResultAndSaysHowToMendIt() {
    JsonNode result = host.begin(McpHost.ADMIN).call("refuse", Map.of());

    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(text(result)).isEqualTo("It is taken. Take another.");
  }

  @Test
  void aFailureTellsNothingOfItsInsides() {
    JsonNode result = host.begin(McpHost.ADMIN).call("crash", Map.of());

    assertThat(result.path("isError").asBoolean()).isTrue();
    assertThat(text(result)).contains("could not do crash").doesNotContain("secret", "Exception");
  }

  @Test
  void anUnknownToolIsAProtocolError() {
    JsonNode error =
        host.begin(McpHost.ADMIN).ask("tools/call", Map.of("name", "fly")).path("error");

    assertThat(error.path("code").asInt()).isEqualTo(-32602);
    assertThat(error.path("message").asString()).contains("\"fly\"");
  }

  @Test
  void aReaderSeesAndCallsOnlyWhatReads() {
    Talk talk = host.begin("reader");

    HttpResponse<String> refused =
        talk.post("tools/call", 3, Map.of("name", "change", "arguments", Map.of()));

    assertThat(names(talk)).contains("greet").doesNotContain("change");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(McpHost.messages(refused.body()).getFirst().path("id").asInt()).isEqualTo(3);
    assertThat(text(talk.call("whoami", Map.of()))).isEqualTo("read");
    assertThat(names(host.begin(McpHost.ADMIN))).contains("greet", "change");
  }

  @Test
  void anAgentGetsNothing() {
    HttpResponse<String> response =
        host.send(host.request("agent").POST(BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionIsOfNoUseToAnotherToken() {
    Talk mine = host.begin("first");

    HttpResponse<String> stolen =
        host.send(
            host.request("second")
                .header("Mcp-Session-Id", mine.session())
                .POST(
                    BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")));

    assertThat(stolen.statusCode()).isEqualTo(404);
    assertThat(names(mine)).isNotEmpty();
  }

  @Test
  void aSessionThatWasEndedIsGone() {
    Talk talk = host.begin(McpHost.ADMIN);

    assertThat(host.send(talk.request().DELETE()).statusCode()).isEqualTo(200);

    assertThat(talk.post("ping", 1, Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void theLongestIdleSessionMakesRoom() {
    Talk first = host.begin(McpHost.ADMIN);
    Talk second = host.begin(McpHost.ADMIN);
    for (int i = 0; i < 62; i++) {
      var _ = host.begin(McpHost.ADMIN);
    }
    assertThat(first.post("ping", 1, Map.of()).statusCode()).isEqualTo(200);

    var _ = host.begin(McpHost.ADMIN);

    assertThat(first.post("ping", 2, Map.of()).statusCode()).isEqualTo(200);
    assertThat(second.post("ping", 2, Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void progressIsToldToThoseWhoAskForIt() {
    Talk talk = host.begin(McpHost.ADMIN);
    Map<String, Object> plain = Map.of("name", "count", "arguments", Map.of());
    Map<String, Object> asking =
        Map.of("name", "count", "arguments", Map.of(), "_meta", Map.of("progressToken", "p1"));

    List<JsonNode> silent = McpHost.messages(talk.post("tools/call", 1, plain).body());
    List<JsonNode> told = McpHost.messages(talk.post("tools/call", 2, asking).body());

    assertThat(silent).hasSize(1);
    assertThat(told).hasSize(3);
    JsonNode half = told.getFirst().path("params");
    assertThat(half.path("progressToken").asString()).isEqualTo("p1");
    assertThat(half.path("progress").asDouble()).isEqualTo(1);
    assertThat(half.path("total").asDouble()).isEqualTo(2);
    assertThat(half.path("message").asString()).isEqualTo("half");
  }

  @Test
  void aCancelledCallIsInterruptedAndTheSessionGoesOn() throws Exception {
    Talk talk = host.begin(McpHost.ADMIN);
    Map<String, Object> waiting = Map.of("name", "wait", "arguments", Map.of());
    var call = CompletableFuture.supplyAsync(() -> talk.post("tools/call", "w", waiting));
    assertThat(tools.begun.await(10, TimeUnit.SECONDS)).isTrue();

    talk.notify("notifications/cancelled", Map.of("requestId", "w", "reason", "enough"));

    assertThat(tools.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(call.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(text(talk.call("greet", Map.of()))).contains("nobody");
  }

  @Test
  void aCallThatWaitsHoldsUpNobody() throws Exception {
    Talk talk = host.begin(McpHost.ADMIN);
    Map<String, Object> waiting = Map.of("name", "wait", "arguments", Map.of());
    List<CompletableFuture<HttpResponse<String>>> calls =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(id ->
                CompletableFuture.supplyAsync(
                    () -> talk.post("tools/call", "w" + id, waiting),
                    java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()))
            .toList();
    assertThat(tools.begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(text(host.begin("another").call("greet", Map.of()))).contains("nobody");
    assertThat(text(talk.call("thread", Map.of()))).contains("VirtualThread");

    tools.go.countDown();
    for (var call : calls) {
      assertThat(call.get(10, TimeUnit.SECONDS).body()).contains("waited");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}",
        "{\"jsonrpc\":\"2.0\",\"id\":1}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} {}"
      })
  void whatIsNoMessageIsRefusedInOneSentence(String body) {
    Talk talk = host.begin(McpHost.ADMIN);

    HttpResponse<String> response = host.send(talk.request().POST(BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("\"jsonrpc\":\"2.0\"", "\"error\"")
        .doesNotContain("Exception", "stackTrace", "java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools/call",
        "resources/read",
        "prompts/get",
        "logging/setLevel",
        "completion/complete",
        "resources/subscribe"
      })
  void parametersOfTheWrongShapeAreTheClientsFault(String method) {
    Talk talk = host.begin(McpHost.ADMIN);

    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("name", List.of(1), "uri", 5, "level", "loud", "ref", 3, "argument", "x"),
            Map.of("name", "greet", "arguments", "many", "uri", "sample://none", "level", 3))) {
      HttpResponse<String> response = talk.post(method, 1, wrong);
      JsonNode answer = McpHost.messages(response.body()).getLast();
      assertThat(answer.path("error").path("code").asInt())
          .as("%s %s: %s", method, wrong, answer)
          .isIn(-32602, -32002);
      assertThat(response.body()).doesNotContain("Exception", "stackTrace", "io.modelcontext");
    }
  }

  @Test
  void whatIsTooLongOrTooDeepIsRefused() {
    Talk talk = host.begin(McpHost.ADMIN);
    String deep =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":"
            + "[".repeat(70)
            + "]".repeat(70)
            + "}}";

    HttpResponse<String> tooDeep = host.send(talk.request().POST(BodyPublishers.ofString(deep)));
    HttpResponse<String> tooLong =
        host.send(talk.request().POST(BodyPublishers.ofString(" ".repeat((1 << 20) + 1))));

    assertThat(tooDeep.statusCode()).isEqualTo(400);
    assertThat(tooLong.statusCode()).isEqualTo(413);
  }

  @Test
  void aRevisionNobodySpeaksIsRefused() {
    Talk talk = host.begin(McpHost.ADMIN);
    String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    HttpResponse<String> old =
        host.send(
            talk.request()
                .header("MCP-Protocol-Version", "1999-01-01")
                .POST(BodyPublishers.ofString(ping)));
    HttpResponse<String> known =
        host.send(
            talk.request()
                .header("MCP-Protocol-Version", "2025-06-18")
                .POST(BodyPublishers.ofString(ping)));

    assertThat(old.statusCode()).isEqualTo(400);
    assertThat(known.statusCode()).isEqualTo(200);
  }

  @Test
  void resourcesAndPromptsAreReadAndCompleted() {
    Talk talk = host.begin("reader");

    JsonNode fixed = talk.ask("resources/read", Map.of("uri", "sample://fixed"));
    JsonNode thing = talk.ask("resources/read", Map.of("uri", "sample://things/a%2Fb%20c"));
    JsonNode none = talk.ask("resources/read", Map.of("uri", "sample://things/none"));
    JsonNode explained =
        talk.ask("prompts/get", Map.of("name", "explain", "arguments", Map.of("moduleId", "m1")));
    JsonNode missing = talk.ask("prompts/get", Map.of("name", "explain", "arguments", Map.of()));
    JsonNode completed =
        talk.ask(
            "completion/complete",
            Map.of(
                "ref", Map.of("type", "ref/resource", "uri", "sample://things/{id}"),
                "argument", Map.of("name", "id", "value", "mo")));

    assertThat(contents(fixed)).isEqualTo("here");
    assertThat(contents(thing)).isEqualTo("thing a/b c");
    assertThat(none.path("error").path("message").asString())
        .isEqualTo("There is no thing \"none\". Ask for another.");
    assertThat(
            explained
                .path("result")
                .path("messages")
                .get(0)
                .path("content")
                .path("text")
                .asString())
        .isEqualTo("Explain m1");
    assertThat(missing.path("error").path("message").asString())
        .isEqualTo("moduleId is missing. Give it as an argument.");
    assertThat(completed.path("result").path("completion").path("values").get(0).asString())
        .isEqualTo("money");
  }

  private static String contents(JsonNode answer) {
    return answer.path("result").path("contents").get(0).path("text").asString();
  }

  private static List<String> names(Talk talk) {
    return talk.ask("tools/list", Map.of())
        .path("result")
        .path("tools")
        .valueStream()
        .map(tool -> tool.path("name").asString())
        .toList();
  }

  private static String text(JsonNode result) {
    return result.path("content").get(0).path("text").asString();
  }
}
