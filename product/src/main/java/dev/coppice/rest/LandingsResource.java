package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Landing;
import dev.coppice.view.LandingView;
import java.util.List;
import java.util.Optional;

/// Verified work on its way into the target, in the order it was queued.
record LandingsResource(OrchestrationService service) {
  void addTo(Router router) {
    router.on(
        "GET",
        RestApi.ROOT + "/landings",
        (request, _) -> list(request),
        "moduleId",
        Page.LIMIT,
        Page.OFFSET);
  }

  private Answer list(Request request) {
    Optional<String> module = request.asked("moduleId");
    List<Landing> landings =
        service.snapshot().state().landingsInOrder().stream()
            .filter(landing -> module.isEmpty() || module.get().equals(landing.module().value()))
            .toList();
    return Page.of(request).of(landings, "landings", LandingView::of);
  }
}
