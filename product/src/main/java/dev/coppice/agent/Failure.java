package dev.coppice.agent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One failure of one attempt, with what a next attempt or a person needs to know.
///
/// @param summary one sentence
/// @param fingerprint equal for equal failures: same cause, same place
/// @param evidence the end of the output, bounded
/// @param paths files concerned, repository-relative
/// @param at when it was decided on; absent before
public record Failure(
    FailureCause cause,
    String summary,
    String fingerprint,
    String evidence,
    List<String> paths,
    @Nullable Instant at) {
  private static final int MOST_EVIDENCE = 8_000;

  public Failure {
    paths = List.copyOf(paths);
    if (evidence.length() > MOST_EVIDENCE) {
      evidence = "[...]\n" + evidence.substring(evidence.length() - MOST_EVIDENCE);
    }
  }

  /// One that nobody has decided on.
  public Failure(
      FailureCause cause, String summary, String fingerprint, String evidence, List<String> paths) {
    this(cause, summary, fingerprint, evidence, paths, null);
  }

  /// The same, decided on at this moment.
  public Failure decided(Instant moment) {
    return new Failure(cause, summary, fingerprint, evidence, paths, moment);
  }

  /// A failure whose fingerprint is its cause and a stable key.
  public static Failure of(FailureCause cause, String key, String summary, String evidence) {
    return new Failure(cause, summary, cause + ":" + key, evidence, List.of());
  }

  /// The failure as a prompt tells it.
  public String told() {
    var text = new StringBuilder(summary);
    if (!paths.isEmpty()) {
      text.append("\nFiles: ").append(String.join(", ", paths));
    }
    if (!evidence.isBlank()) {
      text.append("\n--- output ---\n").append(evidence.strip()).append("\n--- end ---");
    }
    return text.toString();
  }
}
