package dev.coppice.schedule;

import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import java.util.List;
import java.util.Locale;

/// What a red check says, so that the same red is recognised when it comes again.
final class Checks {
  private static final int MOST_LINES = 20;

  private Checks() {}

  static Failure red(String name, String tail, String where) {
    return Failure.of(
        FailureCause.CHECK_RED,
        name + ":" + Integer.toHexString(telling(tail).hashCode()),
        "Check \"%s\" is red %s.".formatted(name, where),
        tail);
  }

  /// The lines that tell one failure from another, without what changes from run to run: numbers,
  /// times, temporary paths.
  private static List<String> telling(String tail) {
    List<String> lines =
        tail.lines()
            .map(line -> line.replaceAll("\\S*/tmp\\S*", "").replaceAll("[0-9]+", "#").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    List<String> telling = lines.stream().filter(Checks::tells).limit(MOST_LINES).toList();
    return telling.isEmpty() ? lines.stream().limit(MOST_LINES).toList() : telling;
  }

  private static boolean tells(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.contains("fail") || lower.contains("error") || lower.contains("assert");
  }
}
