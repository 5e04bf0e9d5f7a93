package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.StatusView;
import dev.coppice.work.Settings;

/// How everything stands, as JSON and as people read it, and the settings in force.
record StatusResource(OrchestrationService service) {
  void addTo(Router router) {
    router
        .on("GET", RestApi.ROOT + "/status", (request, _) -> status(request))
        .on("GET", RestApi.ROOT + "/config", (_, _) -> config())
        .on(
            "GET",
            RestApi.ROOT + "/terminal",
            (_, _) -> Answer.text(service.generateTerminalView()));
  }

  private Answer status(Request request) {
    return request.asText()
        ? Answer.text(service.generateTerminalView())
        : Answer.json(StatusView.of(service.snapshot()));
  }

  private Answer config() {
    Settings settings = service.snapshot().state().settings();
    if (settings == null) {
      throw new ApiException(
          503, "No settings have been read yet.", "Open the system first, with POST /init.");
    }
    return Answer.json(settings);
  }
}
