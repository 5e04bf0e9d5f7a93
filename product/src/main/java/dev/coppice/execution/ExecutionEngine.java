package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import dev.coppice.agent.AttemptSpec;
import java.util.List;

/// Runs attempts: (base, prompt, attempt) to (commit, claims, evidence), and checks and setup
/// commands the same way. An embedder may bring its own.
public interface ExecutionEngine extends AutoCloseable {
  /// Starts the attempt, or finds it again: an attempt that runs is adopted, one that has ended is
  /// reported as it ended. Returns once the intent is durable; the end arrives at the listener,
  /// also when the attempt cannot be started.
  void start(AttemptSpec spec, AttemptListener listener);

  /// Asks the attempt to end. Its end arrives at the listener; unknown ids are ignored.
  void stop(AttemptId attempt, boolean ownerStops);

  /// Takes what the attempt says of itself another way than by its report file; the listener hears
  /// it as if it stood there. False when the attempt does not run, or the engine takes no reports.
  default boolean report(AttemptId attempt, AttemptReport report) {
    return false;
  }

  /// Attempts that run now, whoever started them.
  List<AttemptId> live();

  /// Stops watching. Attempts go on and can be found again.
  @Override
  void close();
}
