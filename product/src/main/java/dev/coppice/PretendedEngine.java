package dev.coppice;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptResult.End;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.execution.AttemptListener;
import dev.coppice.execution.ExecutionEngine;
import java.util.List;

/// Starts no process: every check is green at once, and every agent claims to be done without
/// having done anything. So a training run sees claims refuted, retries and questions, and ends
/// soon.
final class PretendedEngine implements ExecutionEngine {
  @Override
  public void start(AttemptSpec spec, AttemptListener listener) {
    switch (spec) {
      case AttemptSpec.AgentAttempt attempt -> {
        listener.started(attempt.id(), ProcessHandle.current().pid());
        listener.progressed(attempt.id(), 50, attempt.phase(), "half of nothing is done");
        listener.ended(
            result(attempt.id(), new AttemptResult.Work(attempt.base(), attempt.base(), 0, 0, 0)));
      }
      case AttemptSpec.CommandAttempt check -> listener.ended(result(check.id(), null));
    }
  }

  private static AttemptResult result(
      AttemptId id, AttemptResult.@org.jspecify.annotations.Nullable Work work) {
    return new AttemptResult(
        id, End.CLAIMED_DONE, 0, "done", null, work, List.of(), "nothing to see\n", 1);
  }

  @Override
  public void stop(AttemptId attempt, boolean ownerStops) {
    // Every attempt has ended already.
  }

  @Override
  public List<AttemptId> live() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
