package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.work.WorkItem;
import java.util.List;

/// The work queue, what comes next, and how far everything is.
record WorkResource(OrchestrationService service) {
  private static final int USUAL_COUNT = 5;
  private static final int MOST_AT_ONCE = 1_000;

  void addTo(Router router) {
    router
        .on("GET", RestApi.ROOT + "/work-queue", (_, _) -> Answer.json(service.getWorkQueue()))
        .on("GET", RestApi.ROOT + "/next-work", (request, _) -> next(request))
        .on("GET", RestApi.ROOT + "/progress", (_, _) -> Answer.json(service.getProgressSummary()));
  }

  private Answer next(Request request) {
    int count = request.number("count", USUAL_COUNT, MOST_AT_ONCE);
    List<WorkItem> items = service.getNextWorkItems(count);
    return Answer.json("count", items.size(), "workItems", items);
  }
}
