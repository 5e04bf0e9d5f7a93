package dev.coppice.roadmap;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A roadmap made ready for questions: who needs whom, how much hangs on each module, and which
/// chain is longest.
///
/// Built once per roadmap, in time and memory linear in modules and dependencies; immutable.
/// Nothing here recurses, so a chain of 100,000 modules is as safe as a short one. A roadmap with a
/// circle or with unknown dependencies can be indexed too: the modules concerned are never ready.
public final class RoadmapIndex {
  private final Roadmap roadmap;
  private final DependencyGraph graph;
  private final byte[] countedDependents;
  private final LongestChains chains;

  private RoadmapIndex(Roadmap roadmap) {
    this.roadmap = roadmap;
    graph = new DependencyGraph(roadmap.modules());
    countedDependents = new Dependents(graph).countedUpTo(LeverageScorer.DEPENDENTS_THAT_COUNT);
    BitSet all = new BitSet(graph.size());
    all.set(0, graph.size());
    chains = new LongestChains(graph, all);
  }

  public static RoadmapIndex of(Roadmap roadmap) {
    return new RoadmapIndex(roadmap);
  }

  public Roadmap roadmap() {
    return roadmap;
  }

  /// All modules in roadmap order.
  public List<RoadmapModule> modules() {
    return roadmap.modules();
  }

  public Optional<RoadmapModule> find(ModuleId id) {
    int position = graph.position(id);
    return position < 0 ? Optional.empty() : Optional.of(modules().get(position));
  }

  /// The module of this id.
  ///
  /// @throws UnknownModuleException if there is none, as do all functions below
  public RoadmapModule module(ModuleId id) {
    return modules().get(position(id));
  }

  /// The modules of this roadmap that a module names as its dependencies; external and unknown ones
  /// left out.
  public List<ModuleId> dependencies(ModuleId id) {
    return neighbours(graph.dependencies(), position(id)).toList();
  }

  /// The modules that name this one as a dependency, in roadmap order.
  public List<ModuleId> dependents(ModuleId id) {
    return neighbours(graph.dependents(), position(id)).toList();
  }

  private Stream<ModuleId> neighbours(DependencyGraph.Edges edges, int position) {
    return IntStream.range(edges.start()[position], edges.start()[position + 1])
        .map(e -> edges.to()[e])
        .filter(neighbour -> neighbour < graph.size())
        .mapToObj(id());
  }

  private IntFunction<ModuleId> id() {
    return position -> modules().get(position).id();
  }

  /// How many modules need this one, directly or through others, each counted once. Exact, and
  /// linear in what it reaches: ask for one module, not for all.
  public int transitiveDependents(ModuleId id) {
    return new Dependents(graph).count(position(id));
  }

  /// The same, but never more than [LeverageScorer#DEPENDENTS_THAT_COUNT]; answers at once.
  public int countedDependents(ModuleId id) {
    return countedDependents(position(id));
  }

  /// The number of modules on the longest chain of dependents that starts here, this one included.
  public int criticalPathLength(ModuleId id) {
    return chains.length(position(id));
  }

  /// The longest chain of modules still to be done, in the order in which they must be done.
  /// Modules complete in the file or by the predicate are done; deferred ones are not to be done.
  /// Of equally long chains the one that comes first in the roadmap.
  public List<ModuleId> criticalPath(Predicate<ModuleId> complete) {
    BitSet open = new BitSet(graph.size());
    for (int i = 0; i < graph.size(); i++) {
      RoadmapModule module = modules().get(i);
      open.set(
          i,
          switch (module.status()) {
            case COMPLETE, DEFERRED -> false;
            case PENDING, IN_PROGRESS, BLOCKED -> !complete.test(module.id());
          });
    }
    return IntStream.of(new LongestChains(graph, open).longest()).mapToObj(id()).toList();
  }

  /// Where a module stands once everything is taken into account: complete and in progress by the
  /// file or by the predicates, blocked when pending with an unmet dependency.
  public ModuleStatus status(
      ModuleId id, Predicate<ModuleId> complete, Predicate<ModuleId> inProgress) {
    return new Completion(this, complete).status(position(id), inProgress);
  }

  /// All modules in roadmap order, each with the status [#status] gives it; linear in the roadmap.
  public List<RoadmapModule> standings(
      Predicate<ModuleId> complete, Predicate<ModuleId> inProgress) {
    Completion completion = new Completion(this, complete);
    return IntStream.range(0, modules().size())
        .mapToObj(i -> modules().get(i).withStatus(completion.status(i, inProgress)))
        .toList();
  }

  DependencyGraph graph() {
    return graph;
  }

  int countedDependents(int position) {
    return countedDependents[position];
  }

  int criticalPathLength(int position) {
    return chains.length(position);
  }

  int position(ModuleId id) {
    int position = graph.position(id);
    if (position < 0) {
      throw new UnknownModuleException(id);
    }
    return position;
  }
}
