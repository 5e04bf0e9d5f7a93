package ledger;

import java.util.Objects;

/** What a test may demand. */
final class Check {
  private Check() {}

  static void equal(Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError("expected <" + expected + "> but was <" + actual + ">");
    }
  }

  static void that(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError("not so: " + what);
    }
  }

  /** The action must be refused with a message that contains the text. */
  static void refused(String text, Runnable action) {
    try {
      action.run();
    } catch (IllegalArgumentException e) {
      that(
          String.valueOf(e.getMessage()).contains(text), "\"" + e.getMessage() + "\" says " + text);
      return;
    }
    throw new AssertionError("was not refused: " + text);
  }
}
