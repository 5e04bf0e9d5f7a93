package dev.coppice.roadmap;

import java.util.function.Predicate;

/// Who is complete, in the file or by what is known beyond it; asks the outside once per module.
final class Completion {
  private static final byte YES = 1;
  private static final byte NO = 2;

  private final RoadmapIndex index;
  private final DependencyGraph graph;
  private final Predicate<ModuleId> complete;
  private final byte[] known;

  Completion(RoadmapIndex index, Predicate<ModuleId> complete) {
    this.index = index;
    this.graph = index.graph();
    this.complete = complete;
    this.known = new byte[graph.size() + graph.strangerCount()];
  }

  boolean isComplete(int position) {
    if (known[position] == 0) {
      known[position] = ask(position) ? YES : NO;
    }
    return known[position] == YES;
  }

  private boolean ask(int position) {
    if (position >= graph.size()) {
      return complete.test(graph.stranger(position));
    }
    RoadmapModule module = index.modules().get(position);
    return module.status() == ModuleStatus.COMPLETE || complete.test(module.id());
  }

  /// Whether every dependency of a module is complete.
  boolean isUnlocked(int position) {
    DependencyGraph.Edges dependencies = graph.dependencies();
    for (int e = dependencies.start()[position]; e < dependencies.start()[position + 1]; e++) {
      if (!isComplete(dependencies.to()[e])) {
        return false;
      }
    }
    return true;
  }

  /// Where a module really stands: the file's word, what is known beyond it, and its dependencies.
  ModuleStatus status(int position, Predicate<ModuleId> inProgress) {
    RoadmapModule module = index.modules().get(position);
    if (isComplete(position)) {
      return ModuleStatus.COMPLETE;
    }
    if (inProgress.test(module.id())) {
      return ModuleStatus.IN_PROGRESS;
    }
    return module.status() == ModuleStatus.PENDING && !isUnlocked(position)
        ? ModuleStatus.BLOCKED
        : module.status();
  }
}
