package dev.coppice.roadmap;

import dev.coppice.roadmap.RoadmapProblem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong while a roadmap is read, so that reading never stops at the first
/// mistake.
final class Problems {
  private static final int QUOTED_LENGTH = 80;

  private final List<RoadmapProblem> found = new ArrayList<>();

  void error(Place place, String message, String remedy) {
    found.add(new RoadmapProblem(Severity.ERROR, place.line(), place.column(), message, remedy));
  }

  void warning(Place place, String message, String remedy) {
    found.add(new RoadmapProblem(Severity.WARNING, place.line(), place.column(), message, remedy));
  }

  List<RoadmapProblem> inFileOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt(RoadmapProblem::line).thenComparingInt(RoadmapProblem::column))
        .toList();
  }

  /// A value as a message shows it: in quotes, on one line, not too long.
  static String quoted(String value) {
    StringBuilder shown = new StringBuilder("\"");
    int length = Math.min(value.length(), QUOTED_LENGTH);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      shown.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
    }
    return shown.append(length < value.length() ? "...\"" : "\"").toString();
  }
}
