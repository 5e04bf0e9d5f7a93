package dev.coppice.rest;

import dev.coppice.event.InboxId;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Message;
import dev.coppice.view.InboxView;
import java.util.List;
import java.util.Map;

/// Decisions wanted from a person, and their answers.
record InboxResource(OrchestrationService service) {
  void addTo(Router router) {
    router
        .on("GET", RestApi.ROOT + "/inbox", (_, _) -> list())
        .on("POST", RestApi.ROOT + "/inbox/{id}/answer", this::answer);
  }

  private Answer list() {
    List<InboxView> items =
        service.snapshot().state().inboxInOrder().stream().map(InboxView::of).toList();
    return Answer.json("count", items.size(), "items", items);
  }

  private Answer answer(Request request, Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    String text =
        request
            .text("answer")
            .orElseThrow(
                () -> ApiException.invalid("answer is required", "Send it as a JSON string."));
    service.submit(
        new Message.Answer(new InboxId(id), text, request.text("by").orElse("operator")));
    return Answer.json("success", true, "id", id, "message", "Answered");
  }
}
