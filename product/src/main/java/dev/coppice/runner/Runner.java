package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import java.util.List;

/// Runs attempts that outlive their owner.
public interface Runner extends AutoCloseable {
  /// Starts the attempt, once: one that runs already is adopted, one that has ended reports its
  /// recorded end, one this runner already watches is left alone. Returns once the intent is
  /// durable and the process was spawned; that it could not be spawned is an end, not an exception.
  ///
  /// @throws RunnerException when the run directory cannot be written
  void start(RunSpec spec, RunListener listener);

  /// Watches an attempt that was started earlier, by us or by a predecessor, and delivers what it
  /// wrote from the given offsets on. False when there is no such run directory.
  boolean adopt(AttemptId id, RunOffsets from, RunListener listener);

  /// The same from the start of every file.
  default boolean adopt(AttemptId id, RunListener listener) {
    return adopt(id, RunOffsets.start(), listener);
  }

  /// Asks for the attempt's end and returns; the end arrives at the listener. An attempt that has
  /// ended or is unknown is left alone.
  void stop(AttemptId id, StopReason reason);

  /// Adds a line to the attempt's report file, as the attempt itself may: the listener hears it
  /// like any other. False when the attempt is unknown or has ended.
  ///
  /// @throws RunnerException when the file cannot be written
  boolean report(AttemptId id, AttemptReport report);

  /// Every attempt that has a run directory, ended or not, in the order of their ids.
  List<AttemptId> known();

  /// The known attempts without a recorded end.
  List<AttemptId> live();

  /// Removes the run directory of an attempt that has ended. Unknown ones are left alone.
  ///
  /// @throws IllegalStateException when the attempt has not ended
  void forget(AttemptId id);

  /// How well processes are kept together here.
  Isolation isolation();

  /// Stops watching. Runs go on until their lease expires; a successor adopts them.
  @Override
  void close();
}
