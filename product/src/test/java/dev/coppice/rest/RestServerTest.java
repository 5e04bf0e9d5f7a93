package dev.coppice.rest;

import static dev.coppice.rest.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.schedule.Message;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RestServerTest {
  private static final String API = "/api/orchestration";

  private final SimulatedOrchestration service =
      SimulatedOrchestration.small(
          new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.HANG));
  private final RunningServer server = new RunningServer(service);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void beforeASystemIsOpenReadsSaySoAndChangesAreRefused() throws Exception {
    assertThat(json(server.get(API)).path("initialized").asBoolean()).isFalse();
    assertThat(json(server.get(API + "/next-work")).path("count").asInt()).isZero();
    assertThat(json(server.get(API + "/progress")).path("orchestrator").isNull()).isTrue();
    HttpResponse<String> pause = server.write("PUT", API + "/pause", "");
    assertThat(pause.statusCode()).isEqualTo(503);
    assertThat(json(pause).path("remedy").asString()).isNotEmpty();
  }

  @Test
  void opensASystemOnce() throws Exception {
    String ledger = "{\"systemId\":\"ledger\",\"systemPath\":\"/repository\"}";

    JsonNode opened = json(server.write("POST", API + "/init", ledger));
    HttpResponse<String> elsewhere =
        server.write("POST", API + "/init", ledger.replace("/repository", "/elsewhere"));
    HttpResponse<String> nothing = server.write("POST", API + "/init", "{\"systemId\":\"a\"}");

    assertThat(opened.path("success").asBoolean()).isTrue();
    assertThat(opened.path("orchestrator").path("systemId").asString()).isEqualTo("ledger");
    assertThat(elsewhere.statusCode()).isEqualTo(409);
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(json(nothing).path("error").asString())
        .isEqualTo("systemId and systemPath are required");
    JsonNode orchestrator = json(server.get(API)).path("orchestrator");
    assertThat(orchestrator.path("createdAt").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(orchestrator.path("mainBranch").asString()).isEqualTo("main");
  }

  @Test
  void pausesAndResumesAndShutsDown() throws Exception {
    service.open(false);

    assertThat(message(server.write("PUT", API + "/pause", ""))).isEqualTo("Orchestrator paused");
    assertThat(status()).isEqualTo("paused");
    assertThat(message(server.write("PUT", API + "/resume", ""))).isEqualTo("Orchestrator resumed");
    assertThat(status()).isEqualTo("active");
    assertThat(message(server.write("PUT", API + "/shutdown", "")))
        .isEqualTo("Orchestrator shut down");
    assertThat(status()).isEqualTo("terminated");
  }

  @Test
  void spawnsAnAgentAndShowsItByIdPrefixAndModule() throws Exception {
    service.open(false);

    JsonNode spawned =
        json(
            server.write(
                "POST", API + "/agents", "{\"moduleId\":\"chart\",\"loopId\":\"quick-loop\"}"));

    JsonNode agent = spawned.path("agent");
    String id = agent.path("id").asString();
    assertThat(spawned.path("success").asBoolean()).isTrue();
    assertThat(agent.path("moduleId").asString()).isEqualTo("chart");
    assertThat(agent.path("progress").path("percentComplete").asInt()).isZero();
    assertThat(agent.has("completedAt")).as("absent values are left out").isFalse();
    for (String name :
        new String[] {id, id.substring(0, 8), id.toUpperCase(java.util.Locale.ROOT), "chart"}) {
      assertThat(json(server.get(API + "/agents/" + name)).path("id").asString()).isEqualTo(id);
    }
    JsonNode list = json(server.get(API + "/agents"));
    assertThat(list.path("count").asInt()).isEqualTo(1);
    assertThat(list.path("agents").path(0).path("loopId").asString()).isEqualTo("quick-loop");
  }

  @Test
  void refusesWhatItCannotSpawn() throws Exception {
    service.open(false);
    String chart = "{\"moduleId\":\"chart\",\"loopId\":\"quick-loop\"}";
    server.write("POST", API + "/agents", chart);

    HttpResponse<String> twice = server.write("POST", API + "/agents", chart);
    HttpResponse<String> empty = server.write("POST", API + "/agents", "{\"moduleId\":\"chart\"}");
    HttpResponse<String> unknown =
        server.write("POST", API + "/agents", chart.replace("chart", "shart"));
    HttpResponse<String> noJson = server.write("POST", API + "/agents", "{\"moduleId\":");
    HttpResponse<String> list = server.write("POST", API + "/agents", "[1]");
    HttpResponse<String> deep = server.write("POST", API + "/agents", "[".repeat(2_000));

    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(json(empty).path("error").asString()).isEqualTo("moduleId and loopId are required");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(noJson.statusCode()).isEqualTo(400);
    assertThat(list.statusCode()).isEqualTo(400);
    assertThat(deep.statusCode()).isEqualTo(400);
    assertThat(service.getAgents()).hasSize(1);
  }

  @Test
  void terminatesAnAgentAndRefusesOneThatIsNotThere() throws Exception {
    service.open(false);
    service.submit(new Message.Spawn(new dev.coppice.roadmap.ModuleId("chart"), null, null, null));

    JsonNode gone = json(server.write("DELETE", API + "/agents/chart", ""));
    HttpResponse<String> nobody = server.write("DELETE", API + "/agents/nobody", "");

    assertThat(gone.path("message").asString()).isEqualTo("Agent terminated");
    assertThat(service.getAgents().getFirst().status()).isEqualTo("terminated");
    assertThat(nobody.statusCode()).isEqualTo(404);
    assertThat(json(nobody).path("error").asString()).isEqualTo("Agent not found");
  }

  @Test
  void runsACycleAndTellsTheQueueAndTheEvents() throws Exception {
    service.open(false);

    JsonNode cycle = json(server.write("POST", API + "/agents/auto", ""));

    assertThat(cycle.path("agentsSpawned").asInt()).isEqualTo(2);
    assertThat(words(cycle.path("modulesTargeted"))).containsExactly("money", "chart");
    JsonNode queue = json(server.get(API + "/work-queue"));
    assertThat(queue.path("inProgress").size()).isEqualTo(2);
    assertThat(queue.path("inProgress").path(0).path("moduleId").isString()).isTrue();
    JsonNode events = json(server.get(API + "/events?limit=1"));
    assertThat(events.path("count").asInt()).isEqualTo(1);
    assertThat(events.path("events").path(0).path("type").asString()).isEqualTo("agent:spawned");
    assertThat(json(server.get(API + "/progress")).path("agents").path("active").asInt())
        .isEqualTo(2);
  }

  @Test
  void nextWorkIsSortedBeforeItIsCut() throws Exception {
    service.open(false);

    JsonNode one = json(server.get(API + "/next-work?count=1"));

    assertThat(one.path("count").asInt()).isEqualTo(1);
    assertThat(one.path("workItems").path(0).path("moduleId").asString()).isEqualTo("money");
    assertThat(server.get(API + "/next-work?count=-1").statusCode()).isEqualTo(400);
    assertThat(server.get(API + "/next-work?count=many").statusCode()).isEqualTo(400);
  }

  @Test
  void answersAQuestionOfTheInbox() throws Exception {
    service.open(true);
    service.settle();

    JsonNode item = json(server.get(API + "/inbox")).path("items").path(0);
    String id = item.path("id").asString();
    HttpResponse<String> nobody =
        server.write("POST", API + "/inbox/q-0/answer", "{\"answer\":\"half-up\"}");
    HttpResponse<String> empty = server.write("POST", API + "/inbox/" + id + "/answer", "{}");
    HttpResponse<String> answered =
        server.write("POST", API + "/inbox/" + id + "/answer", "{\"answer\":\"half-up\"}");
    service.settle();

    assertThat(item.path("question").asString()).isEqualTo("Which rounding?");
    assertThat(words(item.path("options"))).containsExactly("half-even", "half-up");
    assertThat(nobody.statusCode()).isEqualTo(404);
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(json(server.get(API + "/inbox")).path("count").asInt()).isZero();
    assertThat(service.snapshot().state().accepted()).hasSize(3);
  }

  @Test
  void showsTheLogAndTheDiffAsTextAndAsJson() throws Exception {
    service.open(false);
    service.submit(new Message.Spawn(new dev.coppice.roadmap.ModuleId("chart"), null, null, null));

    HttpResponse<String> text =
        server.send(
            server.allowed(API + "/agents/chart/log?lines=2").header("Accept", "text/plain"));
    JsonNode log = json(server.get(API + "/agents/chart/log?lines=1"));
    JsonNode diff = json(server.get(API + "/modules/chart/diff"));

    assertThat(text.body()).isEqualTo("second \u001b[2Jline\nthird line\n");
    assertThat(text.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(words(log.path("lines"))).containsExactly("third line");
    assertThat(diff.path("diff").asString()).contains("+++ b/chart");
    assertThat(server.get(API + "/modules/nothing/diff").statusCode()).isEqualTo(404);
  }

  @Test
  void landsOnlyWhatWaitsToLand() throws Exception {
    service.open(false);

    assertThat(server.write("POST", API + "/modules/money/land", "").statusCode()).isEqualTo(409);
    assertThat(json(server.get(API + "/landings")).path("count").asInt()).isZero();
  }

  @Test
  void saysWhyAModuleIsPassedOver() throws Exception {
    service.open(false);

    JsonNode why = json(server.get(API + "/modules/balance/why"));

    assertThat(why.path("verdict").asString()).isEqualTo("passed-over");
    assertThat(why.path("unmet").path(0).path("moduleId").asString()).isEqualTo("accounts");
  }

  @Test
  void theStatusIsOneLookAtEverything() throws Exception {
    service.open(true);
    service.settle();

    JsonNode status = json(server.get(API + "/status"));

    assertThat(status.path("system").path("systemId").asString()).isEqualTo("ledger");
    assertThat(status.path("inbox").path(0).path("question").asString())
        .isEqualTo("Which rounding?");
    assertThat(status.path("tally").path("spawns").asInt()).isEqualTo(2);
  }

  @Test
  void theTerminalViewIsPlainText() throws Exception {
    HttpResponse<String> terminal = server.get(API + "/terminal");

    assertThat(terminal.body()).isEqualTo(service.generateTerminalView());
    assertThat(terminal.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void theSettingsAreShownAsPlainWords() throws Exception {
    service.open(false);

    JsonNode settings = json(server.get(API + "/config"));

    assertThat(settings.path("autonomy").asString()).isEqualTo("FULL");
    assertThat(settings.path("concurrency").asString()).isEqualTo("parallel-threads");
    assertThat(settings.path("limits").path("idle").asString()).isEqualTo("PT10M");
  }

  @Test
  void waitsForTheNextEventInsteadOfBeingAskedAgainAndAgain() throws Exception {
    service.open(false);
    long last = service.getEventLog(1).getFirst().seq();

    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return json(server.get(API + "/events?wait=20&after=" + last));
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(service::isHeard);
    service.pause();
    JsonNode events = waiting.get(10, java.util.concurrent.TimeUnit.SECONDS);

    assertThat(events.path("events").path(0).path("type").asString())
        .isEqualTo("orchestrator:paused");
    assertThat(events.path("next").asLong()).isGreaterThan(last);
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !service.isHeard());
  }

  @Test
  void anUnknownPathAndAWrongMethodSayWhatIsThere() throws Exception {
    HttpResponse<String> path = server.get(API + "/agent");
    HttpResponse<String> method = server.write("POST", API + "/pause", "");

    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(json(method).path("remedy").asString()).contains("PUT");
  }

  @Test
  void aModuleIdMayHoldASlashAndAPercentSign() throws Exception {
    service.open(false);

    HttpResponse<String> unknown = server.get(API + "/modules/a%2Fb%25c/diff");

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).path("error").asString()).contains("a/b%c");
  }

  @Test
  void troubleInsideIsOneSentenceAndNoStackTrace() throws Exception {
    service.open(false);
    service.submit(new Message.Spawn(new dev.coppice.roadmap.ModuleId("chart"), null, null, null));
    service.breakLogs();

    HttpResponse<String> broken = server.get(API + "/agents/chart/log");

    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(json(broken).path("error").asString())
        .isEqualTo("The orchestrator could not answer: run directory is gone.");
    assertThat(json(broken).path("remedy").asString()).isNotEmpty();
    assertThat(broken.body()).doesNotContain("at dev.coppice", "Exception", "nobody wants");
  }

  private static String message(HttpResponse<String> response) {
    return json(response).path("message").asString();
  }

  private String status() throws Exception {
    return json(server.get(API)).path("orchestrator").path("status").asString();
  }

  private static java.util.List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asString).toList();
  }
}
