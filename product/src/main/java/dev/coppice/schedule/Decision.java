package dev.coppice.schedule;

import dev.coppice.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one message leads to. A refusal comes with neither events nor effects.
///
/// @param state the state after `events`
/// @param refusal why a command was refused; absent when it was not
public record Decision(
    OrchestratorState state,
    List<Event> events,
    List<Effect> effects,
    @Nullable Refusal refusal,
    List<String> results) {
  public Decision {
    events = List.copyOf(events);
    effects = List.copyOf(effects);
    results = List.copyOf(results);
  }

  /// One sentence what, one sentence how to mend it.
  public record Refusal(Kind kind, String message, String remedy) {
    /// Which kind of "no" it is, for exit codes and HTTP status.
    public enum Kind {
      UNKNOWN,
      INVALID,
      CONFLICT,
      NOT_INITIALIZED,
      FORBIDDEN
    }
  }
}
