package dev.coppice.cli;

import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.Snapshot;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Sits in for the person of the demo: answers what agents ask, each question once. It looks at
/// what was just shown, so no question is answered unseen, and none is left for a next look that
/// may not come.
final class DemoPerson {
  private final OrchestrationService service;
  private final @Nullable String answer;
  private final Set<InboxId> answered = new HashSet<>();

  /// @param answer absent: the first option
  DemoPerson(OrchestrationService service, @Nullable String answer) {
    this.service = service;
    this.answer = answer;
  }

  void look(Snapshot snapshot) {
    for (InboxItem item : snapshot.state().inboxInOrder()) {
      if (item.kind() == InboxKind.QUESTION && answered.add(item.id())) {
        service.submit(new Message.Answer(item.id(), answer(item), "you, by --answer"));
      }
    }
  }

  private String answer(InboxItem item) {
    if (answer != null && !answer.isBlank()) {
      return answer;
    }
    return item.options().isEmpty() ? "Do what you think best." : item.options().getFirst();
  }
}
