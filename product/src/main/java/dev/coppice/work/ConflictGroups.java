package dev.coppice.work;

import dev.coppice.work.ConcurrencyDecision.Factors;
import java.util.ArrayList;
import java.util.List;

/// Items that must not run side by side share a group: groups run beside each other, the items of
/// one group one after another, in the order given.
public record ConflictGroups(List<List<Footprint>> groups, boolean dependency, boolean overlap) {
  public ConflictGroups {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /// Groups by dependency and exclusive overlap (union of all conflicting pairs).
  public static ConflictGroups of(List<Footprint> items) {
    int[] parent = new int[items.size()];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    boolean dependency = false;
    boolean overlap = false;
    for (int i = 0; i < parent.length; i++) {
      for (int j = 0; j < i; j++) {
        boolean depends = items.get(i).dependsOn(items.get(j));
        boolean overlaps = items.get(i).overlaps(items.get(j));
        dependency |= depends;
        overlap |= overlaps;
        if (depends || overlaps) {
          parent[root(parent, i)] = root(parent, j);
        }
      }
    }
    List<List<Footprint>> groups = new ArrayList<>();
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < parent.length; i++) {
      int root = root(parent, i);
      int at = roots.indexOf(root);
      if (at < 0) {
        roots.add(root);
        groups.add(new ArrayList<>());
        at = roots.size() - 1;
      }
      groups.get(at).add(items.get(i));
    }
    return new ConflictGroups(groups, dependency, overlap);
  }

  /// One group: sequential; two to four: parallel-async; five and more: parallel-threads; never
  /// more than the configured mode allows.
  public ConcurrencyDecision decision(ConcurrencyMode most, boolean resourceConstrained) {
    int count = groups.stream().mapToInt(List::size).sum();
    ConcurrencyMode byGroups =
        groups.size() <= 1
            ? ConcurrencyMode.SEQUENTIAL
            : groups.size() <= 4
                ? ConcurrencyMode.PARALLEL_ASYNC
                : ConcurrencyMode.PARALLEL_THREADS;
    ConcurrencyMode mode = byGroups.compareTo(most) <= 0 ? byGroups : most;
    String reasoning =
        "%d item%s in %d group%s%s%s"
            .formatted(
                count,
                count == 1 ? "" : "s",
                groups.size(),
                groups.size() == 1 ? "" : "s",
                overlap ? ", some touch the same paths" : "",
                dependency ? ", some need each other" : "");
    return new ConcurrencyDecision(
        mode, reasoning, new Factors(dependency, overlap, resourceConstrained, count));
  }

  private static int root(int[] parent, int i) {
    int at = i;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
