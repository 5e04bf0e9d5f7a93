package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.CheckPurpose;

/// An attempt that was intended and has no outcome yet: whose it is.
public sealed interface Running {
  /// Whether it runs for this agent.
  default boolean belongsTo(AgentId agent) {
    return switch (this) {
      case OfAgent(var owner) -> owner.equals(agent);
      case OfCheck check -> agent.equals(check.purpose().agent());
    };
  }

  record OfAgent(AgentId agent) implements Running {}

  /// @param tree the tree the command judges (object id)
  /// @param epoch the owner that started it
  record OfCheck(CommandAttempt spec, CheckPurpose purpose, String tree, long epoch)
      implements Running {
    /// Whether it runs in the one landing worktree rather than in a module's.
    boolean inLandingTree() {
      return spec.module() == null;
    }
  }
}
