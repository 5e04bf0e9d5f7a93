package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.AgentView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What agents printed.
record LogsResource(OrchestrationService service) {
  private static final int MOST_LINES = 100_000;
  private static final int USUAL_LINES = 200;

  void addTo(Router router) {
    router.on("GET", RestApi.ROOT + "/agents/{id}/log", this::log, "lines");
  }

  private Answer log(Request request, Map<String, String> path) {
    AgentView agent = Named.agent(service, path.getOrDefault("id", ""));
    int lines = request.number("lines", USUAL_LINES, MOST_LINES);
    if (request.asText()) {
      var text = new StringBuilder();
      service.readLog(Named.id(agent), lines, line -> text.append(line).append('\n'));
      return Answer.text(text.toString());
    }
    List<String> read = new ArrayList<>();
    service.readLog(Named.id(agent), lines, read::add);
    return Answer.json("agentId", agent.id(), "moduleId", agent.moduleId(), "lines", read);
  }
}
