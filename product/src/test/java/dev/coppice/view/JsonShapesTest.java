package dev.coppice.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coppice.event.Action;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Snapshot;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ConcurrencyMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The names clients know, in the order they know them. What a test lists after them is ours.
class JsonShapesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private static JsonNode json(Object view) {
    return JSON.valueToTree(view);
  }

  private static Story story() {
    return Story.of(
            Story.module("auth"),
            Story.module("billing"),
            Story.module("done", 0, ModuleStatus.COMPLETE),
            Story.module("later", 2, ModuleStatus.DEFERRED),
            Story.module("ui", "auth"))
        .spawned("auth");
  }

  @Test
  void orchestrator() {
    JsonNode json = json(OrchestratorView.of(story().snapshot()));

    assertThat(json.propertyNames())
        .containsExactly(
            "id",
            "systemId",
            "systemPath",
            "status",
            "mainBranch",
            "worktreesPath",
            "activeAgents",
            "activeModules",
            "modulesCompleted",
            "modulesInProgress",
            "modulesPending",
            "createdAt",
            "lastActiveAt");
    assertThat(json.toString())
        .contains(
            "\"status\":\"active\"",
            "\"mainBranch\":\"main\"",
            "\"activeAgents\":[\"" + WholeLife.AUTH + "\"]",
            "\"activeModules\":[\"auth\"]",
            "\"modulesCompleted\":[\"done\"]",
            "\"modulesInProgress\":[\"auth\"]",
            "\"modulesPending\":[\"billing\"]",
            "\"createdAt\":\"2026-11-23T02:43:26.244Z\"");
  }

  @Test
  void agentThatWasJustSpawned() {
    Story story = story();

    JsonNode json = json(AgentView.of(story.snapshot(), story.agentOf("auth")));

    assertThat(json.propertyNames())
        .containsExactly(
            "id",
            "orchestratorId",
            "moduleId",
            "loopId",
            "scope",
            "status",
            "currentPhase",
            "progress",
            "retryCount",
            "maxRetries",
            "spawnedAt",
            "lastHeartbeat",
            "agentName",
            "generation",
            "phaseLabel",
            "stage");
    assertThat(json.get("progress").propertyNames())
        .containsExactly(
            "phasesCompleted",
            "phasesTotal",
            "skillsCompleted",
            "skillsTotal",
            "gatesPassed",
            "gatesTotal",
            "percentComplete");
    assertThat(json.get("status").asString()).isEqualTo("spawning");
    assertThat(json.get("progress").get("percentComplete").asInt()).isZero();
  }

  @Test
  void agentWithEverything() {
    Story story = story();
    story.then(
        new Event.WorktreeCut(WholeLife.AUTH, "/w/auth", "module/auth", "c0ffee", ""),
        WholeLife.attempt("auth", WholeLife.AUTH, 1, false),
        new Event.AgentFailed(WholeLife.AUTH, WholeLife.RED),
        new Event.FailureDecided(WholeLife.AUTH, Action.RETRY, "told", null),
        WholeLife.attempt("auth", WholeLife.AUTH, 2, true));
    story.showing(WholeLife.AUTH, 40, "IMPLEMENT", "half of it");

    JsonNode json = json(AgentView.of(story.snapshot(), story.agentOf("auth")));

    assertThat(json.get("executionId").asString()).isEqualTo("auth-2");
    assertThat(json.get("worktreePath").asString()).isEqualTo("/w/auth");
    assertThat(json.get("branchName").asString()).isEqualTo("module/auth");
    assertThat(json.get("status").asString()).isEqualTo("active");
    assertThat(json.get("retryCount").asInt()).isEqualTo(1);
    assertThat(json.get("lastError").asString()).isEqualTo("check test red.");
    assertThat(json.get("note").asString()).isEqualTo("half of it");
    assertThat(json.get("progress").get("percentComplete").asInt()).isEqualTo(40);
    assertThat(json.get("failureContext").propertyNames())
        .containsExactly(
            "error",
            "stack",
            "phase",
            "progress",
            "cause",
            "fingerprint",
            "paths",
            "previousAttempts");
  }

  @Test
  void agentThatTookOverNamesTheOneBefore() {
    Story story = story();
    story.then(
        new Event.AgentFailed(WholeLife.AUTH, WholeLife.RED),
        new Event.FailureDecided(WholeLife.AUTH, Action.REASSIGN, "again", null),
        WholeLife.spawned("auth", Story.agent("auth", 2), 2));

    JsonNode json = json(AgentView.of(story.snapshot(), story.agentOf("auth")));

    assertThat(json.get("generation").asInt()).isEqualTo(2);
    assertThat(json.get("retryCount").asInt()).isZero();
    assertThat(json.get("failureContext").get("reassignedFrom").asString())
        .isEqualTo(WholeLife.AUTH.toString());
    assertThat(json.get("failureContext").get("error").asString()).isEqualTo("check test red.");
  }

  @Test
  void agentSummary() {
    Story story = story();

    assertThat(json(AgentSummaryView.of(story.snapshot(), story.agentOf("auth"))).propertyNames())
        .containsExactly("id", "moduleId", "loopId", "status", "progress", "retryCount");
  }

  @Test
  void workQueue() {
    JsonNode json =
        json(
            WorkQueueView.of(WorkQueueView.queue(story().then(Story.assigned("billing")).state())));

    assertThat(json.propertyNames())
        .containsExactly("pending", "inProgress", "completed", "failed");
    assertThat(json.get("pending")).hasSize(1);
    assertThat(json.get("inProgress").get(0).propertyNames())
        .containsExactly(
            "id", "moduleId", "loopId", "scope", "priority", "leverageScore", "dependencies");
  }

  @Test
  void progressSummary() {
    assertThat(json(ProgressSummaryView.of(story().snapshot())))
        .hasToString(
            "{\"orchestrator\":{\"id\":\""
                + Story.SYSTEM_ID
                + "\",\"systemId\":\"demo\",\"status\":\"active\"},"
                + "\"modules\":{\"total\":3,\"completed\":1,\"inProgress\":1,\"pending\":1,"
                + "\"percentComplete\":33},"
                + "\"agents\":{\"total\":1,\"active\":1,\"completed\":0,\"failed\":0},"
                + "\"workQueue\":{\"pending\":0,\"inProgress\":1,\"completed\":0,\"failed\":0},"
                + "\"landings\":0,\"inbox\":0}");
  }

  @Test
  void progressSummaryBeforeASystemIsOpen() {
    Snapshot empty = Snapshots.empty();

    assertThat(ProgressSummaryView.of(empty).orchestrator()).isNull();
    assertThat(ProgressSummaryView.of(empty).modules())
        .isEqualTo(new ProgressSummaryView.Modules(0, 0, 0, 0, 0));
  }

  @Test
  void concurrencyDecision() {
    var decision =
        new ConcurrencyDecision(
            ConcurrencyMode.PARALLEL_THREADS,
            "six items",
            new ConcurrencyDecision.Factors(true, false, true, 6));

    assertThat(json(ConcurrencyDecisionView.of(decision)))
        .hasToString(
            "{\"mode\":\"parallel-threads\",\"reasoning\":\"six items\",\"factors\":"
                + "{\"dependencyConflicts\":true,\"fileOverlap\":false,"
                + "\"resourceConstrained\":true,\"agentCount\":6}}");
  }

  @Test
  void nextWork() {
    JsonNode next = json(NextWorkView.of(story().snapshot(), 5));

    assertThat(next).hasSize(1);
    assertThat(next.get(0).propertyNames())
        .containsExactly(
            "moduleId",
            "moduleName",
            "loopId",
            "leverageScore",
            "priority",
            "dependencies",
            "reasoning");
    assertThat(next.get(0).get("moduleId").asString()).isEqualTo("billing");
  }

  @Test
  void statusHasEverythingAtOnce() {
    Story story = story();
    story.then(
        WholeLife.inbox(
            "q1", InboxKind.QUESTION, WholeLife.AUTH, WholeLife.AUTH_MODULE, "Which one?"),
        new Event.LandingQueued(
            new dev.coppice.event.LandingId("l1"), null, WholeLife.AUTH_MODULE, "c1", true),
        new Event.LandingWaits(
            new dev.coppice.event.LandingId("l1"),
            "your checkout has edits there",
            java.util.List.of("src/a"),
            Story.START));

    JsonNode json = json(StatusView.of(story.snapshot()));

    assertThat(json.propertyNames())
        .containsExactly(
            "system",
            "target",
            "modules",
            "agents",
            "agentCounts",
            "slots",
            "workQueue",
            "inbox",
            "landings",
            "nextWork",
            "tally",
            "seq",
            "at");
    assertThat(json.get("target"))
        .hasToString("{\"name\":\"main\",\"commit\":\"c0ffee0000000000\",\"verdict\":\"green\"}");
    assertThat(json.get("slots")).hasToString("{\"used\":1,\"most\":4}");
    assertThat(json.get("inbox").get(0).propertyNames())
        .containsExactly(
            "id", "kind", "agentId", "moduleId", "question", "evidence", "options", "openedAt");
    assertThat(json.get("landings").get(0))
        .hasToString(
            "{\"id\":\"l1\",\"moduleId\":\"auth\",\"commit\":\"c1\",\"step\":\"waiting\","
                + "\"text\":\"your checkout has edits there: src/a\","
                + "\"waitingPaths\":[\"src/a\"],\"until\":\"2026-11-23T02:43:26.244Z\"}");
    assertThat(json.get("tally").get("spawns").asInt()).isEqualTo(1);
  }

  @Test
  void statusOfNothing() {
    assertThat(json(StatusView.of(Snapshots.empty())).has("system")).isFalse();
  }
}
