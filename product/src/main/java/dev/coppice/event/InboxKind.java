package dev.coppice.event;

import java.util.Locale;

/// Why a person is asked.
public enum InboxKind {
  /// An agent's own question.
  QUESTION,
  /// A human gate of a loop.
  GATE,
  /// Approval of a landing.
  LANDING,
  /// The cascade is at its end for one work item.
  ESCALATION,
  /// Nothing can start until something outside is mended.
  ALERT,
  /// A landing waits for the user's own checkout.
  WAITING;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
