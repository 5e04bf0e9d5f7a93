package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import java.util.Map;

/// The way back to us that an agent is given: where we listen, and a token for its own attempt.
public interface AgentAccess {
  /// Nobody listens: agents report through their file alone.
  AgentAccess NONE = _ -> Map.of();

  /// The environment variables for an attempt that starts now.
  Map<String, String> variables(AttemptId attempt);
}
