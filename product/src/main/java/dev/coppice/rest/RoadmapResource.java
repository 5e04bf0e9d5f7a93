package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.ServiceJson;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.LeverageScoresView;
import dev.coppice.view.ModuleView;
import dev.coppice.view.RoadmapProgressView;
import dev.coppice.view.RoadmapTerminal;
import dev.coppice.view.RoadmapView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// The roadmap, to look at: its file is the one place where it changes.
record RoadmapResource(OrchestrationService service) {
  private static final String ROOT = "/api/roadmap";

  void addTo(Router router) {
    router
        .on("GET", ROOT, (_, _) -> whole())
        .on("GET", ROOT + "/progress", (_, _) -> Answer.json(progress(service.snapshot())))
        .on(
            "GET",
            ROOT + "/modules",
            (request, _) -> modules(request),
            "layer",
            "status",
            Page.LIMIT,
            Page.OFFSET)
        .on("GET", ROOT + "/modules/{id}", (_, path) -> module(path))
        .on("GET", ROOT + "/next", (_, _) -> next())
        .on("GET", ROOT + "/leverage", (request, _) -> leverage(request), Page.LIMIT, Page.OFFSET)
        .on(
            "GET",
            ROOT + "/terminal",
            (_, _) -> Answer.text(RoadmapTerminal.render(service.snapshot())));
  }

  private Answer whole() {
    Snapshot snapshot = service.snapshot();
    return Answer.json("roadmap", RoadmapView.of(snapshot), "progress", progress(snapshot));
  }

  private static RoadmapProgressView progress(Snapshot snapshot) {
    return RoadmapProgressView.of(snapshot);
  }

  private Answer modules(Request request) {
    int layer = request.number("layer", -1, RoadmapModule.TOP_LAYER);
    Optional<ModuleStatus> status =
        Word.find(request, "status", ModuleStatus.values(), ModuleStatus::text);
    List<ModuleView> matching =
        ModuleView.all(service.snapshot()).stream()
            .filter(module -> layer < 0 || module.layer() == layer)
            .filter(module -> status.isEmpty() || status.get().text().equals(module.status()))
            .toList();
    return Page.of(request).of(matching, "modules", module -> module);
  }

  private Answer module(Map<String, String> path) {
    return Answer.json(
        ModuleView.of(service.snapshot(), Named.module(service, path.getOrDefault("id", ""))));
  }

  /// Clients know `null` here, where everything else that is absent is left out.
  private Answer next() {
    List<ModuleView> next = progress(service.snapshot()).nextModules();
    if (!next.isEmpty()) {
      return Answer.json("next", next.getFirst());
    }
    ObjectNode nothing = ServiceJson.mapper().createObjectNode();
    nothing.put("message", "No module can start now");
    nothing.putNull("next");
    return Answer.json(nothing);
  }

  private Answer leverage(Request request) {
    LeverageScoresView scores = LeverageScoresView.of(service.snapshot());
    return Page.of(request)
        .of(scores.scores(), "scores", score -> score, Map.of("scorer", scores.scorer()));
  }
}
