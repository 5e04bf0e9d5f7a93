package dev.coppice.mcp;

import dev.coppice.store.Caller;

/// Keeps a line for each change that was asked for; [dev.coppice.store.AuditLog#add] is one.
public interface Audit {
  /// Adds a line.
  ///
  /// @param surface always `mcp`
  /// @param what the tool
  /// @param about ids and the like, never a secret
  /// @param result how it ended
  void add(Caller caller, String surface, String what, String about, String result);
}
