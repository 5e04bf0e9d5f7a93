package dev.coppice.rest;

import dev.coppice.orchestration.AgentManager.SpawnRequest;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Message.Land;
import dev.coppice.view.AgentView;
import dev.coppice.view.WhyView;
import java.util.Map;

/// Modules of the roadmap: why one is or is not worked on, its changes, an agent for it, landing
/// it.
record ModulesResource(OrchestrationService service) {
  void addTo(Router router) {
    String module = RestApi.ROOT + "/modules/{id}";
    router
        .on("GET", module + "/why", (_, path) -> why(module(path)))
        .on("GET", module + "/diff", (request, path) -> diff(request, module(path)))
        .on("POST", module + "/spawn", (request, path) -> spawn(request, opened(path)))
        .on("POST", module + "/land", (request, path) -> land(request, opened(path)));
  }

  private Answer why(ModuleId module) {
    return Answer.json(WhyView.of(service.snapshot(), module));
  }

  private Answer diff(Request request, ModuleId module) {
    String diff = service.diff(module);
    return request.asText() ? Answer.text(diff) : Answer.json("moduleId", module, "diff", diff);
  }

  private Answer spawn(Request request, ModuleId module) {
    AgentView agent =
        service
            .agents()
            .spawnAgent(
                new SpawnRequest(
                    module,
                    request.text("loopId").orElse(null),
                    request.text("scope").orElse(null),
                    null));
    return Answer.json("success", true, "agent", agent);
  }

  private Answer land(Request request, ModuleId module) {
    service.submit(new Land(module, request.text("by").orElse("operator")));
    return Answer.json("success", true, "moduleId", module, "message", "Landing approved");
  }

  private ModuleId opened(Map<String, String> path) {
    Opened.require(service);
    return module(path);
  }

  private ModuleId module(Map<String, String> path) {
    return Named.module(service, path.getOrDefault("id", ""));
  }
}
