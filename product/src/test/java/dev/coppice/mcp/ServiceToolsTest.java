package dev.coppice.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.ServiceJson;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Message;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What recorded pairs do not show: waiting, giving up, long and hostile texts, the audit log.
@Timeout(60)
class ServiceToolsTest {
  private final SimulatedOrchestration service = ToolWorlds.named("supervised");

  private static Tool tool(SimulatedOrchestration service, String name) {
    return ServiceTools.of(service).stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ToolResult run(String name, PortCall call) {
    return new ToolRunner(null).run(tool(service, name), call);
  }

  private JsonNode structured(String name, String arguments) {
    ToolResult result = run(name, PortCall.of(arguments));
    assertThat(result.isError()).as(result.text()).isFalse();
    return ServiceJson.mapper().valueToTree(result.structured());
  }

  private String agent() {
    return structured("list_agents", "{}").path("agents").path(0).path("id").asString();
  }

  private void finishChart() {
    service.submit(new Message.Spawn(new ModuleId("chart"), "quick-loop", null, null));
    service.settle();
  }

  @Test
  void aLandingIsWaitedForAndToldStepByStep() {
    finishChart();
    service.driveItself();
    PortCall call = PortCall.of("{\"moduleId\":\"chart\",\"waitSeconds\":25}");

    ToolResult result = run("land_module", call);

    JsonNode landed = ServiceJson.mapper().valueToTree(result.structured());
    assertThat(landed.path("landed").asBoolean()).isTrue();
    assertThat(landed.path("landedAs").asString()).hasSize(40);
    assertThat(landed.has("landing")).isFalse();
  }

  @Test
  void landingTwiceIsTheSameAsOnce() {
    finishChart();
    structured("land_module", "{\"moduleId\":\"chart\"}");
    service.settle();

    JsonNode again = structured("land_module", "{\"moduleId\":\"chart\",\"waitSeconds\":25}");

    assertThat(again.path("landed").asBoolean()).isTrue();
    assertThat(again.path("message").asString()).isEqualTo("Landed already");
  }

  @Test
  void aWaitForEventsEndsWithTheFirstOne() {
    long after = service.snapshot().seq();
    var answer =
        CompletableFuture.supplyAsync(
            () -> structured("wait_for_events", "{\"after\":" + after + "}"));
    Awaitility.await().until(service::isHeard);

    service.pause();

    assertThat(answer)
        .succeedsWithin(Duration.ofSeconds(5))
        .satisfies(events -> {
          assertThat(events.path("events").path(0).path("type").asString())
              .isEqualTo("orchestrator:paused");
          assertThat(events.path("next").asLong()).isGreaterThan(after);
        });
    assertThat(service.isHeard()).as("nobody listens any more").isFalse();
  }

  @Test
  void aWaitTellsHowLongItHasBeen() {
    PortCall call = PortCall.of("{\"after\":1000000,\"waitSeconds\":2}");

    run("wait_for_events", call);

    assertThat(call.progress()).hasSizeBetween(2, 3);
    assertThat(call.progress().getFirst()).isEqualTo("0/2 waiting for events after 1000000");
  }

  @Test
  void aWaitThatNobodyWantsAnyMoreIsGivenUp() {
    PortCall call = PortCall.of("{\"after\":1000000}");
    var answer = CompletableFuture.supplyAsync(() -> run("wait_for_events", call));
    Awaitility.await().until(service::isHeard);

    call.cancel();

    assertThat(answer)
        .succeedsWithin(Duration.ofSeconds(5))
        .returns(true, ToolResult::isError)
        .satisfies(result -> assertThat(result.text()).startsWith("The call was cancelled."));
    assertThat(service.isHeard()).isFalse();
  }

  @Test
  void anInterruptedWaitIsGivenUpAtOnce() throws Exception {
    PortCall call = PortCall.of("{\"after\":1000000}");
    var answer = new CompletableFuture<ToolResult>();
    Thread waiting = Thread.startVirtualThread(() -> answer.complete(run("wait_for_events", call)));
    Awaitility.await().until(service::isHeard);

    waiting.interrupt();

    assertThat(answer.get(900, TimeUnit.MILLISECONDS).isError()).isTrue();
  }

  @Test
  void aChangeThatIsCancelledBeforeItBeginsDoesNotBegin() {
    PortCall call = PortCall.of("{}");
    call.cancel();

    ToolResult result = run("shutdown_orchestrator", call);

    assertThat(result.isError()).isTrue();
    assertThat(service.getOrchestrator().orElseThrow().status()).isEqualTo("active");
  }

  @Test
  void aChangeThatIsCancelledOnItsWayGoesOnByItself() throws Exception {
    PortCall call = PortCall.of("{}");
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var done = new CompletableFuture<Boolean>();
    var answer =
        CompletableFuture.supplyAsync(() ->
            new Patience(call, Duration.ofSeconds(25))
                .during(
                    "working",
                    () -> {
                      begun.countDown();
                      try {
                        return done.complete(release.await(30, TimeUnit.SECONDS));
                      } catch (InterruptedException e) {
                        return done.completeExceptionally(e);
                      }
                    }));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    call.cancel();

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(ToolException.class);
    release.countDown();
    assertThat(done).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
  }

  @Test
  void anAgentIsTerminatedAndItsAttemptStopped() {
    SimulatedOrchestration hanging =
        SimulatedOrchestration.small(new SimulatedWorld().script("chart", Deed.HANG));
    hanging.open(false);
    hanging.submit(new Message.Spawn(new ModuleId("chart"), "quick-loop", null, null));
    hanging.settle();
    String id = hanging.getAgents().getFirst().id();
    assertThat(hanging.snapshot().state().running()).isNotEmpty();

    ToolResult result =
        new ToolRunner(null)
            .run(tool(hanging, "terminate_agent"), PortCall.of("{\"agentId\":\"" + id + "\"}"));
    hanging.settle();

    assertThat(result.isError()).isFalse();
    assertThat(hanging.getAgents().getFirst().status()).isEqualTo("terminated");
    assertThat(hanging.snapshot().state().running()).isEmpty();
  }

  @Test
  void aLongLogComesInPiecesThatJoin() {
    finishChart();
    List<String> lines =
        IntStream.range(0, 500)
            .mapToObj(i -> "line " + i + " " + "x".repeat(i % 50 == 0 ? 10_000 : 200))
            .toList();
    service.logs(lines);
    String agent = agent();

    var read = new ArrayList<String>();
    int skip = 0;
    JsonNode piece;
    do {
      piece =
          structured(
              "get_agent_log",
              "{\"agentId\":\"%s\",\"lines\":2000,\"skip\":%d}".formatted(agent, skip));
      var these = new ArrayList<String>();
      piece.path("lines").forEach(line -> these.add(line.asString().split(" ", -1)[1]));
      assertThat(piece.toString().length()).isLessThan(100_000);
      read.addAll(0, these);
      skip += these.size();
    } while (piece.has("more"));

    assertThat(read)
        .containsExactlyElementsOf(lines.stream().map(line -> line.split(" ", -1)[1]).toList());
  }

  @Test
  void aLongDiffComesInPiecesThatJoin() {
    String diff = ("+" + "añ🌲b".repeat(40) + "\n").repeat(2_000) + "+" + "🌲".repeat(70_000);
    service.diffs(diff);

    var read = new StringBuilder();
    JsonNode piece;
    do {
      piece =
          structured(
              "get_module_diff", "{\"moduleId\":\"chart\",\"offset\":%d}".formatted(read.length()));
      String text = piece.path("diff").asString();
      assertThat(text.length()).isLessThanOrEqualTo(60_000);
      read.append(text);
    } while (piece.has("next"));

    assertThat(read.toString()).isEqualTo(diff);
  }

  @Test
  void whatSteersTerminalsOrHidesIsTakenOutOfWhatAgentsWrote() {
    finishChart();
    String hostile = "a\u001b]0;title\u0007b\u202ec\u200bd\udb40\udc41e\u009b2Jf\tg";
    service.logs(List.of(hostile));
    service.diffs(hostile);

    JsonNode log = structured("get_agent_log", "{\"agentId\":\"" + agent() + "\"}");
    JsonNode diff = structured("get_module_diff", "{\"moduleId\":\"chart\"}");

    assertThat(log.path("lines").path(0).asString()).isEqualTo("abcdef\tg");
    assertThat(diff.path("diff").asString()).isEqualTo("abcdef\tg");
    assertThat(log.path("writtenBy").asString()).isEqualTo("agent");
    assertThat(diff.path("writtenBy").asString()).isEqualTo("agent");
  }

  @Test
  void aTextWithoutEndIsCutAndSaysSo() {
    service.submit(new Message.Spawn(new ModuleId("chart"), "quick-loop", "y".repeat(9_000), null));

    String scope =
        structured("get_agent", "{\"agentId\":\"" + agent() + "\"}").path("scope").asString();

    assertThat(scope).endsWith("(5000 more characters)").hasSizeLessThan(4_100);
  }

  @Test
  void everyChangeThatIsAskedForIsWrittenDown(@TempDir Path folder) throws IOException {
    var audit = new AuditLog(folder, InstantSource.system());
    var runner = new ToolRunner(audit);
    List<Tool> changing =
        ServiceTools.of(service).stream().filter(tool -> tool.scope() == Scope.ADMIN).toList();

    changing.forEach(tool -> runner.run(tool, PortCall.of("{\"answer\":\"my password\"}")));
    ToolResult asReader =
        runner.run(
            tool(service, "pause_orchestrator"),
            new PortCall(JsonMapper.shared().readTree("{}"), new Caller.Reader("r")));
    runner.run(tool(service, "get_status"), PortCall.of("{}"));

    List<String> lines = Files.readAllLines(audit.file());
    assertThat(asReader.isError()).isTrue();
    assertThat(lines).hasSize(changing.size() + 1);
    assertThat(lines).allMatch(line -> line.contains("\"surface\":\"mcp\""));
    assertThat(String.join("\n", lines)).doesNotContain("password");
  }

  @Test
  void aReaderChangesNothing() {
    String before = service.snapshot().state().toString();
    for (Tool tool : ServiceTools.of(service)) {
      if (!tool.traits().readOnly()) {
        var call = new PortCall(JsonMapper.shared().readTree("{}"), new Caller.Reader("r"));
        assertThat(new ToolRunner(null).run(tool, call).isError()).as(tool.name()).isTrue();
      }
    }

    assertThat(service.snapshot().state()).hasToString(before);
  }

  @Test
  void troubleThatNobodyExpectedIsToldWithoutItsInside() {
    finishChart();
    String agent = agent();
    service.breakLogs();

    ToolResult result = run("get_agent_log", PortCall.of("{\"agentId\":\"" + agent + "\"}"));

    assertThat(result.isError()).isTrue();
    assertThat(result.text()).doesNotContain("Exception", "run directory", "dev.coppice", "\tat ");
  }
}
