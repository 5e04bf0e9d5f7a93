package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.OrchestratorView;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The one orchestrator: opening, looking, pausing, resuming, shutting down.
record OrchestratorResource(OrchestrationService service) {
  void addTo(Router router) {
    router
        .on("GET", RestApi.ROOT, (_, _) -> orchestrator())
        .on("POST", RestApi.ROOT + "/init", (request, _) -> open(request))
        .on("PUT", RestApi.ROOT + "/pause", (_, _) -> done(service::pause, "paused"))
        .on("PUT", RestApi.ROOT + "/resume", (_, _) -> done(service::resume, "resumed"))
        .on("PUT", RestApi.ROOT + "/shutdown", (_, _) -> done(service::shutdown, "shut down"));
  }

  private Answer orchestrator() {
    return service
        .getOrchestrator()
        .map(orchestrator -> Answer.json("initialized", true, "orchestrator", orchestrator))
        .orElseGet(
            () -> Answer.json("initialized", false, "message", "No orchestrator initialized"));
  }

  private Answer open(Request request) {
    Optional<String> systemId = request.text("systemId");
    Optional<String> systemPath = request.text("systemPath");
    if (systemId.isEmpty() || systemPath.isEmpty()) {
      throw ApiException.invalid(
          "systemId and systemPath are required",
          "Send both as strings: the system's name and the path of its repository.");
    }
    OrchestratorView opened =
        service.initializeOrchestrator(systemId.get(), path(systemPath.get()));
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", opened.id());
    brief.put("systemId", opened.systemId());
    brief.put("status", opened.status());
    return Answer.json("success", true, "orchestrator", brief);
  }

  private Answer done(Runnable change, String word) {
    Opened.require(service);
    change.run();
    return Answer.json("success", true, "message", "Orchestrator " + word);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ApiException.invalid(
          "systemPath \"" + text + "\" is not a path: " + e.getReason() + ".",
          "Send the path of a git repository.");
    }
  }
}
