package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;

/// Changes need a system that is open; what only looks shows an empty one instead.
final class Opened {
  private Opened() {}

  /// @throws ApiException 503 while no system is open
  static void require(OrchestrationService service) {
    if (!service.snapshot().state().isOpen()) {
      throw new ApiException(
          503,
          "Orchestrator not initialized",
          "Open a system first: POST " + RestApi.ROOT + "/init with systemId and systemPath.");
    }
  }
}
