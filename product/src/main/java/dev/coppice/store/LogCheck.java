package dev.coppice.store;

/// What going through a whole log found.
public sealed interface LogCheck {
  /// Every event is there, in order, and unchanged since it was written.
  record Intact(long events) implements LogCheck {}

  /// The log can be trusted only before the event `seq`.
  record Broken(long seq, String why) implements LogCheck {}
}
