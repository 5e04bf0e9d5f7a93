package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for relations between modules that cannot hold: circles, waiting for what never comes, and
/// an "unlocks" that the other side does not know of.
final class RelationChecks {
  /// Following every chain for every "unlocks" could take quadratic time, so the walk has an end;
  /// past it only direct dependencies are seen.
  private static final int STEPS = 2_000_000;

  /// A circle is shown whole, unless nobody could read it.
  private static final int NAMES_SHOWN = 100;

  private final List<RoadmapModule> modules;
  private final List<Place> places;
  private final Problems problems;
  private final DependencyGraph graph;
  private int steps;

  RelationChecks(List<RoadmapModule> modules, List<Place> places, Problems problems) {
    this.modules = modules;
    this.places = places;
    this.problems = problems;
    this.graph = new DependencyGraph(modules);
  }

  void run() {
    for (int i = 0; i < modules.size(); i++) {
      for (Dependency dependency : modules.get(i).dependsOn()) {
        checkDependency(i, dependency);
      }
    }
    new DependencyCycles(graph).find().forEach(this::reportCycle);
    checkUnlocks();
  }

  private void checkDependency(int position, Dependency dependency) {
    RoadmapModule module = modules.get(position);
    int target = graph.position(dependency.module());
    if (target < 0) {
      return;
    }
    String name = Problems.quoted(module.name());
    String needed = Problems.quoted(modules.get(target).name());
    if (dependency.external()) {
      problems.warning(
          places.get(position),
          "Module %s depends on %s (exists), but that is a module of this roadmap, so it will not be waited for."
              .formatted(name, needed),
          "Remove \"(exists)\" if the module must be complete first.");
    } else if (target == position) {
      problems.error(
          places.get(position),
          "Module %s depends on itself.".formatted(name),
          "Remove it from its own dependencies.");
    } else if (modules.get(target).status() == ModuleStatus.DEFERRED
        && module.status() != ModuleStatus.COMPLETE
        && module.status() != ModuleStatus.DEFERRED) {
      problems.warning(
          places.get(position),
          "Module %s depends on %s, which is deferred, so it can never start."
              .formatted(name, needed),
          "Defer this module as well, or take the other one up again.");
    }
  }

  private void reportCycle(DependencyCycles.Cycle cycle) {
    List<String> names = new ArrayList<>();
    cycle.positions().forEach(position -> names.add(modules.get(position).id().value()));
    if (names.size() > NAMES_SHOWN) {
      List<String> middle = names.subList(NAMES_SHOWN / 2, names.size() - NAMES_SHOWN / 2);
      String more = "(" + middle.size() + " more)";
      middle.clear();
      names.add(NAMES_SHOWN / 2, more);
    }
    names.add(names.getFirst());
    String others =
        cycle.entangled() == cycle.positions().size()
            ? ""
            : " (entangled with it: %d more)"
                .formatted(cycle.entangled() - cycle.positions().size());
    problems.error(
        places.get(cycle.positions().getFirst()),
        "Dependencies run in a circle: " + String.join(" -> ", names) + others + ".",
        "Remove one of these dependencies.");
  }

  private void checkUnlocks() {
    for (int i = 0; i < modules.size(); i++) {
      RoadmapModule module = modules.get(i);
      if (module.status() == ModuleStatus.COMPLETE) {
        continue;
      }
      for (ModuleId unlocked : module.unlocks()) {
        int target = graph.position(unlocked);
        if (target >= 0 && target != i && !waitsFor(target, i)) {
          problems.warning(
              places.get(i),
              "Module %s says it unlocks %s, but %s does not depend on it; \"Unlocks\" is only a note."
                  .formatted(
                      Problems.quoted(module.name()),
                      Problems.quoted(modules.get(target).name()),
                      Problems.quoted(modules.get(target).name())),
              "Add it to the other module's Depends On if it must come first.");
        }
      }
    }
  }

  private boolean waitsFor(int dependent, int wanted) {
    RoadmapModule module = modules.get(dependent);
    ModuleId id = modules.get(wanted).id();
    return module.status() == ModuleStatus.COMPLETE
        || module.dependsOn().stream().anyMatch(dependency -> dependency.module().equals(id))
        || reaches(dependent, wanted);
  }

  private boolean reaches(int from, int wanted) {
    DependencyGraph.Edges edges = graph.dependencies();
    Set<Integer> seen = new HashSet<>();
    List<Integer> stack = new ArrayList<>(List.of(from));
    while (!stack.isEmpty() && steps++ < STEPS) {
      int at = stack.removeLast();
      if (at == wanted) {
        return true;
      }
      for (int e = edges.start()[at]; e < edges.start()[at + 1]; e++) {
        if (edges.to()[e] < graph.size() && seen.add(edges.to()[e])) {
          stack.add(edges.to()[e]);
        }
      }
    }
    return false;
  }
}
