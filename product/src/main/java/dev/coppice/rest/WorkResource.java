package dev.coppice.rest;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.view.WorkItemView;
import dev.coppice.view.WorkQueueView;
import java.util.List;

/// The work queue, what comes next, and how far everything is.
record WorkResource(OrchestrationService service) {
  private static final int USUAL_COUNT = 5;
  private static final int MOST_AT_ONCE = 1_000;

  void addTo(Router router) {
    router
        .on("GET", RestApi.ROOT + "/work-queue", (_, _) -> queue())
        .on("GET", RestApi.ROOT + "/next-work", (request, _) -> next(request), "count", Page.OFFSET)
        .on("GET", RestApi.ROOT + "/progress", (_, _) -> Answer.json(service.getProgressSummary()));
  }

  private Answer queue() {
    return Answer.json(WorkQueueView.of(service.getWorkQueue()));
  }

  private Answer next(Request request) {
    int count = request.number("count", USUAL_COUNT, MOST_AT_ONCE);
    int offset = request.number(Page.OFFSET, 0, MOST_AT_ONCE);
    List<WorkItemView> items =
        service.getNextWorkItems(offset + count).stream()
            .skip(offset)
            .map(WorkItemView::of)
            .toList();
    return Answer.json("count", items.size(), "workItems", items);
  }
}
