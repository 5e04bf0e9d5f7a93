package dev.coppice.runner;

/// How an attempt ended.
public sealed interface RunEnd {
  /// It ended by itself; a code of 128 + n means signal n.
  record Exited(int code) implements RunEnd {}

  /// It was ended from outside; `code` is what the command returned, 137 if it had to be killed.
  record Stopped(StopReason reason, int code) implements RunEnd {}

  /// Its holder vanished without leaving an exit record: killed, or the machine went down. Nothing
  /// of the attempt runs any more, and what it had done is unknown.
  record Lost(String why) implements RunEnd {}

  /// The command never ran.
  record SpawnFailed(String why, boolean missingBinary) implements RunEnd {}
}
