package dev.coppice.store;

import dev.coppice.agent.AttemptId;

/// Who asks, as far as the token tells.
///
/// A fingerprint is the beginning of the token's SHA-256, in hexadecimal: enough to tell tokens
/// apart in a log, of no use to whoever reads it there.
public sealed interface Caller {
  String fingerprint();

  /// Whether this caller may do what needs `scope`.
  boolean may(Scope scope);

  /// How a log names this caller.
  String name();

  /// Whoever holds the token of the data directory, or is this very process.
  record Admin(String fingerprint) implements Caller {
    /// This process itself, which needs no token.
    public static final Admin SELF = new Admin("self");

    @Override
    public boolean may(Scope scope) {
      return scope != Scope.AGENT;
    }

    @Override
    public String name() {
      return "admin";
    }
  }

  /// Whoever may only look.
  record Reader(String fingerprint) implements Caller {
    @Override
    public boolean may(Scope scope) {
      return scope == Scope.READ;
    }

    @Override
    public String name() {
      return "read";
    }
  }

  /// A process of one attempt.
  record OfAttempt(AttemptId attempt, String fingerprint) implements Caller {
    @Override
    public boolean may(Scope scope) {
      return scope == Scope.AGENT;
    }

    @Override
    public String name() {
      return "agent " + attempt;
    }
  }
}
