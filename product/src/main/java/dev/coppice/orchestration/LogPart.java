package dev.coppice.orchestration;

import dev.coppice.agent.AttemptId;
import java.util.Locale;

/// A piece of what one attempt wrote, cut between characters.
///
/// @param stream `out` or `err`
/// @param from where it begins, in bytes
/// @param next where the next piece begins
/// @param size of the whole file, in bytes
/// @param text decoded from UTF-8; what is none is a replacement character
public record LogPart(
    AttemptId attemptId, Stream stream, long from, long next, long size, String text) {

  /// The two streams a process writes.
  public enum Stream {
    OUT,
    ERR;

    /// The word in answers and questions, such as `out`.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    String file() {
      return text() + ".log";
    }
  }
}
