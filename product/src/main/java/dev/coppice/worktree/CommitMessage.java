package dev.coppice.worktree;

import java.util.Map;
import java.util.stream.Collectors;

/// The whole text of a commit message: a subject, and perhaps a body and trailers.
public record CommitMessage(String text) {
  public CommitMessage {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a commit message has text and no NUL character");
    }
  }

  /// A message that ends with these trailers (`Key: value`), in the map's order.
  public static CommitMessage of(String text, Map<String, String> trailers) {
    String lines =
        trailers.entrySet().stream()
            .map(trailer -> trailer.getKey() + ": " + oneLine(trailer.getValue()))
            .collect(Collectors.joining("\n"));
    return new CommitMessage(lines.isEmpty() ? text : text.strip() + "\n\n" + lines + "\n");
  }

  private static String oneLine(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }
}
