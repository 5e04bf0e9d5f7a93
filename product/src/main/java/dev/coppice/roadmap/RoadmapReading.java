package dev.coppice.roadmap;

import java.util.List;

/// What reading a roadmap gave: all that could be read, and every problem met, in file order.
public record RoadmapReading(Roadmap roadmap, List<RoadmapProblem> problems) {
  public RoadmapReading {
    problems = List.copyOf(problems);
  }

  /// The problems that make this roadmap unfit to run; empty when it is fit.
  public List<RoadmapProblem> errors() {
    return problems.stream()
        .filter(problem -> problem.severity() == RoadmapProblem.Severity.ERROR)
        .toList();
  }
}
