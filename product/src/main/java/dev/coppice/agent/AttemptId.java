package dev.coppice.agent;

import java.util.regex.Pattern;

/// Names one attempt for ever: minted and logged before the attempt starts, so starting it twice is
/// recognised. Also the name of its run directory.
public record AttemptId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

  public AttemptId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an attempt id is lower-case letters, digits and dashes, not \"" + value + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
