package dev.coppice.cli;

/// How a command ended, as its exit code.
public enum Exit {
  DONE(0),
  /// Something failed.
  FAILED(1),
  /// It was called wrongly, or what it asked for was refused.
  REFUSED(2),
  /// Nothing moves until a person decides.
  NEEDS_PERSON(3),
  /// Something outside is missing or too old: git, a JDK, an agent.
  ENVIRONMENT(4),
  /// Stopped by Ctrl-C, as shells count it.
  INTERRUPTED(130);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
