package dev.coppice.store;

import org.jspecify.annotations.Nullable;

/// The disk refused: one sentence that says what, one that says how to mend it.
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String remedy;

  public StoreException(String what, String remedy, @Nullable Throwable cause) {
    super(what + " " + remedy, cause);
    this.what = what;
    this.remedy = remedy;
  }

  public StoreException(String what, String remedy) {
    this(what, remedy, null);
  }

  /// What could not be done, as one sentence.
  public String what() {
    return what;
  }

  /// How to mend it, as one sentence.
  public String remedy() {
    return remedy;
  }
}
