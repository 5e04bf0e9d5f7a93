package dev.coppice.orchestration;

import dev.coppice.roadmap.RoadmapProblem;
import dev.coppice.roadmap.RoadmapReading;
import dev.coppice.schedule.Decision.Refusal;
import java.util.List;

/// A roadmap with errors is refused whole: work chosen from half of it would be wrong work.
final class Roadmaps {
  private static final int MOST_TOLD = 10;

  private Roadmaps() {}

  static void requireGood(RoadmapReading reading) {
    List<RoadmapProblem> errors = reading.errors();
    if (errors.isEmpty()) {
      return;
    }
    var text = new StringBuilder("The roadmap cannot be used:");
    for (RoadmapProblem error : errors.subList(0, Math.min(errors.size(), MOST_TOLD))) {
      text.append("\n  line ")
          .append(error.line())
          .append(", column ")
          .append(error.column())
          .append(": ")
          .append(error.message())
          .append(' ')
          .append(error.remedy());
    }
    if (errors.size() > MOST_TOLD) {
      text.append("\n  and ").append(errors.size() - MOST_TOLD).append(" more");
    }
    throw new OrchestrationException(
        Refusal.Kind.INVALID, text.toString(), "Mend the roadmap and try again.");
  }
}
