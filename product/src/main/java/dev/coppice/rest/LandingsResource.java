package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.LandingView;
import java.util.List;

/// Verified work on its way into the target, in the order it was queued.
record LandingsResource(OrchestrationService service) {
  void addTo(Router router) {
    router.on("GET", RestApi.ROOT + "/landings", (_, _) -> list());
  }

  private Answer list() {
    List<LandingView> landings =
        service.snapshot().state().landingsInOrder().stream().map(LandingView::of).toList();
    return Answer.json("count", landings.size(), "landings", landings);
  }
}
