package dev.coppice.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of one attempt: how it ended, what it claims, and what we saw ourselves.
///
/// @param exitCode absent when the process left none
/// @param claim what the attempt says it did, if it said so
/// @param work the commit made of what it left behind; absent for checks
/// @param delivered names of the documents found
/// @param tail the end of its output, bounded
public record AttemptResult(
    AttemptId id,
    End end,
    @Nullable Integer exitCode,
    @Nullable String claim,
    @Nullable Question question,
    @Nullable Work work,
    List<String> delivered,
    String tail,
    long milliseconds) {
  public AttemptResult {
    delivered = List.copyOf(delivered);
  }

  /// How an attempt ended, as far as the process tells. None of these is success.
  public enum End {
    /// It ended by itself with exit code 0, or reported done.
    CLAIMED_DONE,
    /// It ended by itself with another exit code or a signal.
    FAILED,
    /// It asked a person and stopped.
    ASKED,
    /// No sign of life for too long.
    IDLE,
    /// Longer than its wall limit, or nobody owned it any more.
    DEADLINE,
    OUTPUT_FLOOD,
    /// We ended it on request.
    STOPPED,
    /// It vanished without an exit record: machine restart, shim killed.
    LOST,
    /// The command does not exist.
    MISSING_BINARY,
    /// It could not be started.
    NOT_STARTED
  }

  /// A question that only a person can answer.
  public record Question(String text, List<String> options) {
    public Question {
      options = List.copyOf(options);
    }
  }

  /// The commit that holds what the attempt left behind (object ids).
  ///
  /// @param commit tip of the module's branch afterwards; equal to the attempt's base when nothing
  ///   changed
  public record Work(String commit, String tree, int filesChanged, int insertions, int deletions) {}
}
