package dev.coppice.orchestration;

import dev.coppice.schedule.Decision.Refusal;

/// A command was refused, or the service cannot answer. Says what, and how to mend it.
public final class OrchestrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal.Kind kind;
  private final String remedy;

  public OrchestrationException(Refusal.Kind kind, String message, String remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
  }

  public OrchestrationException(Refusal refusal) {
    this(refusal.kind(), refusal.message(), refusal.remedy());
  }

  public Refusal.Kind kind() {
    return kind;
  }

  public String remedy() {
    return remedy;
  }
}
