package dev.coppice.event;

import dev.coppice.agent.AgentId;
import org.jspecify.annotations.Nullable;

/// What a command is run for. Exactly one of `agent` and `landing` is there for a gate, a setup
/// step or a landing; neither for a check of the target itself.
public record CheckPurpose(Kind kind, @Nullable AgentId agent, @Nullable LandingId landing) {
  /// The kinds of commands we run ourselves.
  public enum Kind {
    SETUP,
    GATE,
    LANDING,
    TARGET
  }

  public static CheckPurpose setup(AgentId agent) {
    return new CheckPurpose(Kind.SETUP, agent, null);
  }

  public static CheckPurpose gate(AgentId agent) {
    return new CheckPurpose(Kind.GATE, agent, null);
  }

  public static CheckPurpose landing(LandingId landing, @Nullable AgentId agent) {
    return new CheckPurpose(Kind.LANDING, agent, landing);
  }

  public static CheckPurpose target() {
    return new CheckPurpose(Kind.TARGET, null, null);
  }
}
