package dev.coppice.rest;

import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Message;
import dev.coppice.view.InboxView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decisions wanted from a person, and their answers.
record InboxResource(OrchestrationService service) {
  void addTo(Router router) {
    router
        .on(
            "GET",
            RestApi.ROOT + "/inbox",
            (request, _) -> list(request),
            "kind",
            "moduleId",
            Page.LIMIT,
            Page.OFFSET)
        .on("POST", RestApi.ROOT + "/inbox/{id}/answer", this::answer);
  }

  private Answer list(Request request) {
    Optional<InboxKind> kind = Word.find(request, "kind", InboxKind.values(), InboxKind::text);
    Optional<String> module = request.asked("moduleId");
    List<InboxItem> items =
        service.snapshot().state().inboxInOrder().stream()
            .filter(item -> kind.isEmpty() || kind.get() == item.kind())
            .filter(item ->
                module.isEmpty()
                    || (item.moduleId() != null && module.get().equals(item.moduleId().value())))
            .toList();
    return Page.of(request).of(items, "items", InboxView::of);
  }

  private Answer answer(Request request, Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    String text =
        request
            .text("answer")
            .orElseThrow(
                () -> ApiException.invalid("answer is required", "Send it as a JSON string."));
    Opened.require(service);
    service.submit(
        new Message.Answer(new InboxId(id), text, request.text("by").orElse("operator")));
    return Answer.json("success", true, "id", id, "message", "Answered");
  }
}
