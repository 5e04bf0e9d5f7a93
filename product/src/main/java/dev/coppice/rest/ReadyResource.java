package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.ReadyView;

/// Whether work can be given to us now; open to whoever watches over processes.
record ReadyResource(OrchestrationService service) {
  static final String PATH = "/ready";

  void addTo(Router router) {
    router.on("GET", PATH, (_, _) -> ready());
  }

  private Answer ready() {
    ReadyView view = ReadyView.of(service.snapshot());
    return Answer.json(view).as(view.reasons().isEmpty() ? 200 : 503);
  }
}
