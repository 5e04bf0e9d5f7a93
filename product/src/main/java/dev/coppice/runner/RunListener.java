package dev.coppice.runner;

import dev.coppice.agent.AttemptId;

/// Hears one attempt. Calls for one attempt come in order and never at the same time; calls for
/// different attempts may. A listener that blocks holds back only its own attempt: the output waits
/// in its file.
public interface RunListener {
  /// It runs.
  ///
  /// @param pid the process that holds the attempt, as the host sees it; its end is the attempt's
  void started(AttemptId id, long pid);

  /// One line without its line end: UTF-8 with malformed bytes replaced, at most 64 KiB (a longer
  /// one is cut and says so), escape sequences still in it.
  void output(AttemptId id, Stream stream, String line);

  /// One line of the report file.
  void report(AttemptId id, ReportLine line);

  /// Everything before these offsets was delivered; [Runner#adopt] may go on from there.
  default void delivered(AttemptId id, RunOffsets upTo) {}

  /// It ended and nothing of it runs any more. Exactly once, and after every byte of output was
  /// delivered (of an output flood: up to the output limit).
  void ended(AttemptId id, RunEnd end);
}
