package dev.coppice.store;

/// What a token is good for.
public enum Scope {
  /// To look at everything.
  READ,
  /// To change everything, and to look.
  ADMIN,
  /// To read one attempt's own assignment and report on it; nothing else.
  AGENT
}
