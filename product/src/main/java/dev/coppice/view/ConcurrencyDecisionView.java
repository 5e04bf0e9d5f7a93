package dev.coppice.view;

import dev.coppice.work.ConcurrencyDecision;

/// How the items of one wave run beside each other, in the contract's shape.
public record ConcurrencyDecisionView(
    String mode, String reasoning, ConcurrencyDecision.Factors factors) {

  public static ConcurrencyDecisionView of(ConcurrencyDecision decision) {
    return new ConcurrencyDecisionView(
        decision.mode().text(), decision.reasoning(), decision.factors());
  }
}
