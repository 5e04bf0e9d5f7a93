package dev.coppice.rest;

import dev.coppice.orchestration.AgentManager.SpawnRequest;
import dev.coppice.orchestration.CycleResult;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.AgentView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Agents: spawning, looking, their logs, ending them. A path may name an agent by its id, by the
/// beginning of it, or by its module.
record AgentsResource(OrchestrationService service) {
  private static final int MOST_LOG_LINES = 100_000;
  private static final int USUAL_LOG_LINES = 200;
  private static final int MOST_AT_ONCE = 1_000;

  void addTo(Router router) {
    String agents = RestApi.ROOT + "/agents";
    router
        .on("GET", agents, (_, _) -> list())
        .on("POST", agents, (request, _) -> spawn(request))
        .on("POST", agents + "/auto", (request, _) -> cycle(request))
        .on("GET", agents + "/{id}", (_, path) -> Answer.json(agent(path)))
        .on("DELETE", agents + "/{id}", (_, path) -> terminate(path))
        .on("GET", agents + "/{id}/log", (request, path) -> log(request, path));
  }

  private Answer list() {
    List<Map<String, Object>> agents =
        service.getAgents().stream().map(AgentsResource::brief).toList();
    return Answer.json("count", agents.size(), "agents", agents);
  }

  private static Map<String, Object> brief(AgentView agent) {
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", agent.id());
    brief.put("moduleId", agent.moduleId());
    brief.put("loopId", agent.loopId());
    brief.put("status", agent.status());
    brief.put("progress", agent.progress());
    brief.put("retryCount", agent.retryCount());
    brief.put("agentName", agent.agentName());
    brief.put("phase", agent.phaseLabel());
    brief.put("stage", agent.stage());
    return brief;
  }

  private Answer spawn(Request request) {
    String module = request.text("moduleId").orElse("");
    String loop = request.text("loopId").orElse("");
    if (module.isEmpty() || loop.isEmpty()) {
      throw ApiException.invalid(
          "moduleId and loopId are required",
          "Send both as strings: a module of the roadmap, a loop.");
    }
    AgentView agent =
        service
            .agents()
            .spawnAgent(
                new SpawnRequest(
                    Named.module(service, module), loop, request.text("scope").orElse(null), null));
    return Answer.json("success", true, "agent", agent);
  }

  private Answer cycle(Request request) {
    int count = request.json().path("count").asInt(0);
    if (count < 0 || count > MOST_AT_ONCE) {
      throw ApiException.invalid(
          "count is " + count + ".", "Send a whole number from 1 to " + MOST_AT_ONCE + ".");
    }
    CycleResult cycle =
        count == 0 ? service.runAutonomousCycle() : service.runAutonomousCycle(count);
    return Answer.json(
        "success", true,
        "cycleId", cycle.cycleId(),
        "agentsSpawned", cycle.agentsSpawned(),
        "modulesTargeted", cycle.modulesTargeted());
  }

  private Answer terminate(Map<String, String> path) {
    AgentView ended = service.agents().terminateAgent(Named.id(agent(path)));
    return Answer.json("success", true, "agentId", ended.id(), "message", "Agent terminated");
  }

  private Answer log(Request request, Map<String, String> path) {
    AgentView agent = agent(path);
    int lines = request.number("lines", USUAL_LOG_LINES, MOST_LOG_LINES);
    if (request.asText()) {
      var text = new StringBuilder();
      service.readLog(Named.id(agent), lines, line -> text.append(line).append('\n'));
      return Answer.text(text.toString());
    }
    List<String> read = new java.util.ArrayList<>();
    service.readLog(Named.id(agent), lines, read::add);
    return Answer.json("agentId", agent.id(), "moduleId", agent.moduleId(), "lines", read);
  }

  private AgentView agent(Map<String, String> path) {
    return Named.agent(service, path.getOrDefault("id", ""));
  }
}
