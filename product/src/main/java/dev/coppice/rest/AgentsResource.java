package dev.coppice.rest;

import dev.coppice.agent.AgentStatus;
import dev.coppice.orchestration.AgentManager.SpawnRequest;
import dev.coppice.orchestration.CycleResult;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.AgentRowView;
import dev.coppice.view.AgentView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Agents: spawning, looking, ending them. A path may name an agent by its id, by the beginning of
/// it, or by its module.
record AgentsResource(OrchestrationService service) {
  private static final int MOST_AT_ONCE = 1_000;

  void addTo(Router router) {
    String agents = RestApi.ROOT + "/agents";
    router
        .on(
            "GET",
            agents,
            (request, _) -> list(request),
            "status",
            "moduleId",
            Page.LIMIT,
            Page.OFFSET)
        .on("POST", agents, (request, _) -> spawn(request))
        .on("POST", agents + "/auto", (request, _) -> cycle(request))
        .on("GET", agents + "/{id}", (_, path) -> Answer.json(agent(path)))
        .on("DELETE", agents + "/{id}", (_, path) -> terminate(path));
  }

  private Answer list(Request request) {
    Optional<AgentStatus> status =
        Word.find(request, "status", AgentStatus.values(), AgentStatus::text);
    Optional<String> module = request.asked("moduleId");
    Snapshot snapshot = service.snapshot();
    List<Agent> matching =
        snapshot.state().agentsInOrder().stream()
            .filter(agent -> status.isEmpty() || status.get() == agent.status())
            .filter(agent -> module.isEmpty() || module.get().equals(agent.module().value()))
            .toList();
    return Page.of(request).of(matching, "agents", agent -> AgentRowView.of(snapshot, agent));
  }

  private Answer spawn(Request request) {
    String module = request.text("moduleId").orElse("");
    String loop = request.text("loopId").orElse("");
    if (module.isEmpty() || loop.isEmpty()) {
      throw ApiException.invalid(
          "moduleId and loopId are required",
          "Send both as strings: a module of the roadmap, a loop.");
    }
    Opened.require(service);
    AgentView agent =
        service
            .agents()
            .spawnAgent(
                new SpawnRequest(
                    Named.module(service, module), loop, request.text("scope").orElse(null), null));
    return Answer.json("success", true, "agent", agent);
  }

  private Answer cycle(Request request) {
    int count = request.whole("count", 0, 1, MOST_AT_ONCE);
    Opened.require(service);
    CycleResult cycle =
        count == 0 ? service.runAutonomousCycle() : service.runAutonomousCycle(count);
    return Answer.json(
        "success", true,
        "cycleId", cycle.cycleId(),
        "agentsSpawned", cycle.agentsSpawned(),
        "modulesTargeted", cycle.modulesTargeted());
  }

  private Answer terminate(Map<String, String> path) {
    Opened.require(service);
    AgentView ended = service.agents().terminateAgent(Named.id(agent(path)));
    return Answer.json("success", true, "agentId", ended.id(), "message", "Agent terminated");
  }

  private AgentView agent(Map<String, String> path) {
    return Named.agent(service, path.getOrDefault("id", ""));
  }
}
