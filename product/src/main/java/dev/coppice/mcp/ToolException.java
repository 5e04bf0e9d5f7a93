package dev.coppice.mcp;

/// A tool cannot do what was asked, for a reason the client can mend.
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /// @param what one sentence, naming the field and its value
  /// @param remedy one sentence: how to mend it
  public ToolException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
