package dev.coppice.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// The problems found in one file so far, each at its line and column.
final class Problems {
  private final String file;
  private final List<ConfigProblem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void add(Node node, String message, String remedy) {
    add(node.getStartMark(), message, remedy);
  }

  void add(Optional<Mark> mark, String message, String remedy) {
    int line = mark.map(Mark::getLine).orElse(0) + 1;
    int column = mark.map(Mark::getColumn).orElse(0) + 1;
    found.add(new ConfigProblem(file, line, column, message, remedy));
  }

  List<ConfigProblem> inFileOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column))
        .distinct()
        .toList();
  }

  static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
