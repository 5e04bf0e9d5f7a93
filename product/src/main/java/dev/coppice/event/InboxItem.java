package dev.coppice.event;

import dev.coppice.agent.AgentId;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One decision wanted from a person.
///
/// @param options the words that are understood as an answer; empty = free text
/// @param about what it is about, so that one thing is asked once
public record InboxItem(
    InboxId id,
    InboxKind kind,
    String about,
    @Nullable AgentId agentId,
    @Nullable ModuleId moduleId,
    String question,
    String evidence,
    List<String> options,
    Instant openedAt) {
  public InboxItem {
    options = List.copyOf(options);
  }
}
