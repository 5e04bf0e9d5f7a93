package dev.coppice;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.execution.AttemptListener;
import dev.coppice.execution.ExecutionEngine;
import java.util.List;

/// Starts nothing and ends nothing: for an owner that only takes a decision down. To the next owner
/// an attempt it was given is an intent without an outcome, as after a crash, and starts then.
final class StillEngine implements ExecutionEngine {
  @Override
  public void start(AttemptSpec spec, AttemptListener listener) {
    // The next owner starts it.
  }

  @Override
  public void stop(AttemptId attempt, boolean ownerStops) {
    // The next owner stops it.
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
