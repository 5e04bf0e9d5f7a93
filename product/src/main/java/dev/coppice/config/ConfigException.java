package dev.coppice.config;

import java.io.Serial;

/// A setting that a flag or the program gave cannot be taken: one sentence what, one how to mend
/// it.
public final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  public ConfigException(String what, String remedy) {
    super(what + " " + remedy);
    this.what = what;
    this.remedy = remedy;
  }

  /// What cannot be taken, as one sentence.
  public String what() {
    return what;
  }

  /// How to mend it, as one sentence.
  public String remedy() {
    return remedy;
  }
}
