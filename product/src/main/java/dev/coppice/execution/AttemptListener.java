package dev.coppice.execution;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import org.jspecify.annotations.Nullable;

/// Hears of attempts. Calls for one attempt are ordered; `ended` comes exactly once, last.
public interface AttemptListener {
  void started(AttemptId attempt, long pid);

  /// Something the attempt showed of itself.
  ///
  /// @param percent 0 to 100, or negative when it said nothing of the kind
  void progressed(AttemptId attempt, int percent, @Nullable String phase, @Nullable String note);

  void ended(AttemptResult result);
}
