package dev.coppice.view;

import dev.coppice.event.InboxItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One decision wanted from a person.
///
/// @param options the words that are understood as an answer; empty = free text
public record InboxView(
    String id,
    String kind,
    @Nullable String agentId,
    @Nullable String moduleId,
    String question,
    String evidence,
    List<String> options,
    Instant openedAt) {
  public InboxView {
    options = List.copyOf(options);
  }

  public static InboxView of(InboxItem item) {
    return new InboxView(
        item.id().value(),
        item.kind().text(),
        item.agentId() == null ? null : item.agentId().toString(),
        item.moduleId() == null ? null : item.moduleId().value(),
        item.question(),
        item.evidence(),
        item.options(),
        item.openedAt());
  }
}
