package dev.coppice.mcp;

import static dev.coppice.mcp.Schema.any;
import static dev.coppice.mcp.Schema.input;
import static dev.coppice.mcp.Schema.object;
import static dev.coppice.mcp.Schema.optional;
import static dev.coppice.mcp.Schema.required;

import dev.coppice.agent.AgentId;
import dev.coppice.orchestration.AgentManager.SpawnRequest;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.store.Scope;
import dev.coppice.view.AgentView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Agents: spawning one, looking, ending one.
record AgentTools(OrchestrationService service) {
  private static final Duration LONGEST_END = Duration.ofSeconds(25);

  List<Tool> all() {
    return List.of(spawn(), get(), terminate(), list(), byModule());
  }

  private Tool spawn() {
    return new Tool(
        "spawn_agent",
        "Spawn an agent",
        "Starts one agent on one module of the roadmap, in a worktree of its own. Call it when the"
            + " user names the module; to let the orchestrator choose, call spawn_agents_auto."
            + " Refused when the module has a live agent, when what it depends on is not complete,"
            + " or when the loop is unknown. The agent costs money as long as it runs. Returns at"
            + " once with the agent, whose status is spawning; get_agent tells how it goes on.",
        input(
            Schema.module(),
            required(
                "loopId",
                Schema.name(
                    "The loop it works by: quick-loop, engineering-loop, bugfix-loop, or one of"
                        + " the repository's own.")),
            optional(
                "scope",
                Schema.text(
                    "What it is to do, where that is not what the roadmap says of the"
                        + " module."))),
        object(
            required("success", any("boolean")), required("agent", ViewSchema.of(AgentView.class))),
        new Traits(false, false, false),
        Scope.ADMIN,
        this::spawn);
  }

  private ToolResult spawn(ToolCall call) {
    var arguments = Arguments.of(call);
    ModuleId module = Named.module(Named.system(service), arguments);
    AgentView agent =
        service
            .agents()
            .spawnAgent(
                new SpawnRequest(
                    module,
                    arguments.text("loopId"),
                    arguments.findText("scope").orElse(null),
                    null));
    return Reply.of("success", true, "agent", agent);
  }

  private Tool get() {
    return new Tool(
        "get_agent",
        "One agent",
        "One agent with all that is known: status, phase, progress, worktree, branch, retries, what"
            + " failed. Call it to follow an agent or to see why it is blocked; get_agent_log shows"
            + " its output. Costs nothing.",
        input(Schema.agent()),
        ViewSchema.of(AgentView.class),
        Traits.READING,
        Scope.READ,
        call -> Reply.of(Named.agent(service, Arguments.of(call))));
  }

  private Tool terminate() {
    return new Tool(
        "terminate_agent",
        "Terminate an agent",
        "Ends one agent for good: its whole process tree is gone when this returns, which may take"
            + " 20 seconds. Its work is kept on its branch and its module is not chosen again by"
            + " itself. Call it when the user wants the agent stopped, or when it plainly wastes"
            + " money. An agent that has ended stays as it is.",
        input(Schema.agent()),
        object(
            required("success", any("boolean")),
            required("agentId", any("string")),
            required("message", any("string"))),
        new Traits(false, true, true),
        Scope.ADMIN,
        this::terminate);
  }

  private ToolResult terminate(ToolCall call) {
    Named.system(service);
    AgentView agent = Named.agent(service, Arguments.of(call));
    AgentView ended =
        new Patience(call, LONGEST_END)
            .during(
                "stopping the agent of " + agent.moduleId(),
                () -> service.agents().terminateAgent(AgentId.of(agent.id())));
    return Reply.of("success", true, "agentId", ended.id(), "message", "Agent terminated");
  }

  private Tool list() {
    return new Tool(
        "list_agents",
        "All agents",
        "Every agent since the system was opened, ended ones included, in the order they were"
            + " spawned: module, loop, status and progress in percent. Call it for ids. Costs"
            + " nothing.",
        input(),
        object(
            required("count", any("integer")),
            required(
                "agents",
                Schema.list(
                    object(
                        required("id", any("string")),
                        required("moduleId", any("string")),
                        required("loopId", any("string")),
                        required("status", any("string")),
                        required("progress", any("integer")),
                        required("retryCount", any("integer")))))),
        Traits.READING,
        Scope.READ,
        _ -> {
          List<Map<String, Object>> agents =
              service.getAgents().stream().map(AgentTools::brief).toList();
          return Reply.of("count", agents.size(), "agents", agents);
        });
  }

  private static Map<String, Object> brief(AgentView agent) {
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", agent.id());
    brief.put("moduleId", agent.moduleId());
    brief.put("loopId", agent.loopId());
    brief.put("status", agent.status());
    brief.put("progress", agent.progress().percentComplete());
    brief.put("retryCount", agent.retryCount());
    return brief;
  }

  private Tool byModule() {
    return new Tool(
        "get_agents_by_module",
        "Agents of a module",
        "Every agent that works or worked on one module, in the order they were spawned, with all"
            + " that is known of each. Call it to see what was tried on a module. Costs nothing.",
        input(Schema.module()),
        object(
            required("moduleId", any("string")),
            required("count", any("integer")),
            required("agents", Schema.list(ViewSchema.of(AgentView.class)))),
        Traits.READING,
        Scope.READ,
        this::byModule);
  }

  private ToolResult byModule(ToolCall call) {
    var arguments = Arguments.of(call);
    String name = arguments.text("moduleId");
    List<AgentView> agents =
        service.getAgents().stream().filter(agent -> agent.moduleId().equals(name)).toList();
    if (agents.isEmpty() && Named.isOpen(service)) {
      // A module that left the roadmap may still have agents; one that never was in it is a slip.
      Named.module(service, arguments);
    }
    return Reply.of("moduleId", name, "count", agents.size(), "agents", agents);
  }
}
