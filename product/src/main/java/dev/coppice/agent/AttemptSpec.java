package dev.coppice.agent;

import dev.coppice.roadmap.ModuleId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything needed to run one attempt, anywhere: serializable, without a local path, idempotent
/// by id.
public sealed interface AttemptSpec {
  AttemptId id();

  /// An agent at work on one segment of its loop.
  ///
  /// @param base the commit the module's branch stands at when the attempt starts (object id)
  /// @param attempt 1-based number of this attempt within its work item, over all agents
  /// @param generation 1-based number of the agent within its work item
  /// @param wanted names of the documents the gate asks for
  record AgentAttempt(
      AttemptId id,
      AgentId agent,
      ModuleId module,
      String agentName,
      String scope,
      String phase,
      String prompt,
      String base,
      int attempt,
      int generation,
      List<String> wanted,
      Duration idle,
      Duration wall)
      implements AttemptSpec {
    public AgentAttempt {
      wanted = List.copyOf(wanted);
    }
  }

  /// A command that must exit 0: a check or a setup step. It runs code an agent wrote.
  ///
  /// @param module whose worktree it runs in; absent = the landing worktree, at `commit`
  /// @param commit the exact commit that is judged (object id)
  record CommandAttempt(
      AttemptId id,
      String name,
      List<String> command,
      @Nullable ModuleId module,
      String commit,
      Duration timeout)
      implements AttemptSpec {
    public CommandAttempt {
      command = List.copyOf(command);
    }
  }
}
