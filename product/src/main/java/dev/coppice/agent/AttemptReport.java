package dev.coppice.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an attempt says of itself while it runs. A claim, never a proof.
public sealed interface AttemptReport {
  /// How far it says it is, 0 to 100.
  record Progress(int percent, @Nullable String phase, @Nullable String note)
      implements AttemptReport {
    public Progress {
      if (percent < 0 || percent > 100) {
        throw new IllegalArgumentException("percent must be 0 to 100, not " + percent);
      }
    }
  }

  /// A question that only a person can answer; asked once the attempt stops.
  record Blocker(String question, List<String> options) implements AttemptReport {
    public Blocker {
      if (question.isBlank()) {
        throw new IllegalArgumentException("a blocker needs a question, not a blank");
      }
      options = List.copyOf(options);
    }
  }
}
