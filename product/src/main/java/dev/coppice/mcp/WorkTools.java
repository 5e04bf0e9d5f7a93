package dev.coppice.mcp;

import static dev.coppice.mcp.Schema.any;
import static dev.coppice.mcp.Schema.input;
import static dev.coppice.mcp.Schema.list;
import static dev.coppice.mcp.Schema.object;
import static dev.coppice.mcp.Schema.optional;
import static dev.coppice.mcp.Schema.required;

import dev.coppice.orchestration.CycleResult;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Scope;
import dev.coppice.view.ProgressSummaryView;
import dev.coppice.view.WorkItemView;
import dev.coppice.view.WorkQueueView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Work: what comes next, what is under way, and rounds that start it.
record WorkTools(OrchestrationService service) {
  private static final int USUAL_COUNT = 5;
  private static final int MOST_AT_ONCE = 1_000;

  List<Tool> all() {
    return List.of(spawnAuto(), cycle(), queue(), next(), progress());
  }

  private Tool spawnAuto() {
    return new Tool(
        "spawn_agents_auto",
        "Spawn agents for the best work",
        "Chooses the best modules that could be started now and spawns an agent for each, as many"
            + " as asked at most. Call it when the user wants work begun and does not name modules;"
            + " get_next_work shows the choice before. Starts fewer when slots are taken, and none"
            + " while paused, while the target branch is red, or while an alert is open. Each agent"
            + " costs money as long as it runs. Returns at once with the modules chosen.",
        input(
            optional(
                "count", Schema.number("The most agents to spawn.", 1, MOST_AT_ONCE, USUAL_COUNT))),
        cycleSchema(),
        new Traits(false, false, false),
        Scope.ADMIN,
        call -> {
          long count = Arguments.of(call).number("count", USUAL_COUNT);
          return answer(Named.system(service).runAutonomousCycle((int) count));
        });
  }

  private Tool cycle() {
    return new Tool(
        "run_autonomous_cycle",
        "One autonomous round",
        "One round of the orchestrator: chooses at most five modules and spawns an agent for each."
            + " The same as spawn_agents_auto without a count. Each agent costs money as long as it"
            + " runs. Returns at once.",
        input(),
        cycleSchema(),
        new Traits(false, false, false),
        Scope.ADMIN,
        _ -> answer(Named.system(service).runAutonomousCycle()));
  }

  private static Map<String, Object> cycleSchema() {
    return object(
        required("success", any("boolean")),
        required("cycleId", any("string")),
        required("agentsSpawned", any("integer")),
        required("modulesTargeted", list(any("string"))));
  }

  private static ToolResult answer(CycleResult cycle) {
    return Reply.of(
        "success", true,
        "cycleId", cycle.cycleId(),
        "agentsSpawned", cycle.agentsSpawned(),
        "modulesTargeted", cycle.modulesTargeted());
  }

  private Tool queue() {
    Map<String, Object> items =
        list(
            object(
                required("id", any("string")),
                required("moduleId", any("string")),
                required("loopId", any("string"))));
    return new Tool(
        "get_work_queue",
        "The work queue",
        "How many work items are pending, in progress, completed and failed, and which those are"
            + " that still move. A work item is one module's work over all its agents and retries."
            + " Costs nothing.",
        input(),
        object(
            required("pending", any("integer")),
            required("inProgress", any("integer")),
            required("completed", any("integer")),
            required("failed", any("integer")),
            required("items", object(required("pending", items), required("inProgress", items)))),
        Traits.READING,
        Scope.READ,
        _ -> {
          WorkQueueView queue = WorkQueueView.of(service.getWorkQueue());
          Map<String, Object> moving = new LinkedHashMap<>();
          moving.put("pending", queue.pending().stream().map(WorkTools::brief).toList());
          moving.put("inProgress", queue.inProgress().stream().map(WorkTools::brief).toList());
          return Reply.of(
              "pending", queue.pending().size(),
              "inProgress", queue.inProgress().size(),
              "completed", queue.completed().size(),
              "failed", queue.failed().size(),
              "items", moving);
        });
  }

  private static Map<String, Object> brief(WorkItemView item) {
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", item.id());
    brief.put("moduleId", item.moduleId());
    brief.put("loopId", item.loopId());
    return brief;
  }

  private Tool next() {
    return new Tool(
        "get_next_work",
        "What comes next",
        "The modules that could be started now, best first, with the leverage score that ranks"
            + " them. Nothing is started. Call it before spawn_agents_auto, or to propose work to"
            + " the user; explain_module says why a module is not in it. Costs nothing.",
        input(optional("count", Schema.number("The most to list.", 1, MOST_AT_ONCE, USUAL_COUNT))),
        object(
            required("count", any("integer")),
            required(
                "workItems",
                list(
                    object(
                        required("moduleId", any("string")),
                        required("loopId", any("string")),
                        required("leverageScore", any("number")),
                        required("priority", any("integer")),
                        required("dependencies", list(any("string"))))))),
        Traits.READING,
        Scope.READ,
        call -> {
          long count = Arguments.of(call).number("count", USUAL_COUNT);
          List<Map<String, Object>> items =
              service.getNextWorkItems((int) count).stream()
                  .map(WorkItemView::of)
                  .map(WorkTools::ranked)
                  .toList();
          return Reply.of("count", items.size(), "workItems", items);
        });
  }

  private static Map<String, Object> ranked(WorkItemView item) {
    Map<String, Object> ranked = new LinkedHashMap<>();
    ranked.put("moduleId", item.moduleId());
    ranked.put("loopId", item.loopId());
    ranked.put("leverageScore", item.leverageScore());
    ranked.put("priority", item.priority());
    ranked.put("dependencies", item.dependencies());
    return ranked;
  }

  private Tool progress() {
    return new Tool(
        "get_orchestration_progress",
        "Progress in numbers",
        "How far the system is, in numbers: modules, agents, work items, landings, open questions."
            + " Call it for a short report, or to see cheaply whether anything moved. Costs"
            + " nothing.",
        input(),
        Schema.with(
            ViewSchema.of(ProgressSummaryView.class),
            required(
                "orchestrator",
                Schema.orNull(ViewSchema.of(ProgressSummaryView.Orchestrator.class)))),
        Traits.READING,
        Scope.READ,
        _ -> Reply.of(service.getProgressSummary()));
  }
}
