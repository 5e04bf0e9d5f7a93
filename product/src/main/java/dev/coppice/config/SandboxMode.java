package dev.coppice.config;

/// Whether agents are shut into their worktree.
public enum SandboxMode {
  /// Never.
  OFF,
  /// Where this machine can.
  AUTO,
  /// Always; an attempt that cannot be shut in is not started.
  REQUIRED
}
