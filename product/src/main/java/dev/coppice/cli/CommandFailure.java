package dev.coppice.cli;

/// A command could not do what it was asked: one sentence what, one sentence how to mend it.
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String remedy;

  public CommandFailure(Exit exit, String what, String remedy) {
    super(what);
    this.exit = exit;
    this.remedy = remedy;
  }

  public Exit exit() {
    return exit;
  }

  public String remedy() {
    return remedy;
  }
}
