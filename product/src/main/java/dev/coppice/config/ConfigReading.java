package dev.coppice.config;

import java.util.List;

/// What reading a configuration file gave: a whole configuration, or every problem in it.
public sealed interface ConfigReading {
  /// The file is good, or there is none.
  record Read(Config config) implements ConfigReading {}

  /// The file is not taken, not even in part; the problems are in file order.
  record Refused(List<ConfigProblem> problems) implements ConfigReading {
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("a file is refused for a reason");
      }
    }
  }
}
