package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.CheckPurpose;

/// An attempt that was intended and has no outcome yet: whose it is.
public sealed interface Running {
  record OfAgent(AgentId agent) implements Running {}

  /// @param tree the tree the command judges (object id)
  record OfCheck(CommandAttempt spec, CheckPurpose purpose, String tree) implements Running {}
}
