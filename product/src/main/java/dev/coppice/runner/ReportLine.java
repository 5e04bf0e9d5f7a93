package dev.coppice.runner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line an agent wrote to its report file. A claim, never a proof.
public sealed interface ReportLine {
  /// How far it says it is, 0 to 100.
  record Progress(int percent, @Nullable String phase, @Nullable String note)
      implements ReportLine {
    public Progress {
      if (percent < 0 || percent > 100) {
        throw new IllegalArgumentException("percent must be 0 to 100, not " + percent);
      }
    }
  }

  /// A question it cannot answer alone.
  record Blocker(String question, @Nullable List<String> options) implements ReportLine {
    public Blocker {
      options = options == null ? null : List.copyOf(options);
    }
  }

  /// Something worth keeping.
  record Note(String text) implements ReportLine {}

  /// It says it is done.
  record Done(@Nullable String summary) implements ReportLine {}

  /// A line that is none of these, kept as written (cut at the line limit).
  record Unreadable(String line, String why) implements ReportLine {}
}
