package dev.coppice.work;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.work.ConcurrencyDecision.Factors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Items that must not run side by side share a group: groups run beside each other, the items of
/// one group one after another, in the order given.
public record ConflictGroups(List<List<Footprint>> groups, boolean dependency, boolean overlap) {
  public ConflictGroups {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /// Groups by dependency and exclusive overlap (union of all conflicting pairs). Linear in paths
  /// and dependencies: no pair is looked at that has nothing in common.
  public static ConflictGroups of(List<Footprint> items) {
    int[] parent = new int[items.size()];
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
    }
    boolean dependency = joinDependencies(items, parent);
    boolean overlap = joinOverlaps(items, parent);
    Map<Integer, List<Footprint>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      groups.computeIfAbsent(root(parent, i), _ -> new ArrayList<>()).add(items.get(i));
    }
    return new ConflictGroups(List.copyOf(groups.values()), dependency, overlap);
  }

  private static boolean joinDependencies(List<Footprint> items, int[] parent) {
    Map<ModuleId, Integer> known = new HashMap<>();
    for (int i = 0; i < parent.length; i++) {
      known.putIfAbsent(items.get(i).module(), i);
    }
    boolean any = false;
    for (int i = 0; i < parent.length; i++) {
      for (ModuleId need : items.get(i).dependencies()) {
        any |= join(parent, i, known.get(need));
      }
    }
    return any;
  }

  private static boolean joinOverlaps(List<Footprint> items, int[] parent) {
    Map<String, Integer> known = new HashMap<>();
    boolean any = false;
    for (int i = 0; i < parent.length; i++) {
      for (String path : items.get(i).paths()) {
        any |= join(parent, i, known.putIfAbsent(path, i));
      }
    }
    for (int i = 0; i < parent.length; i++) {
      for (String path : items.get(i).paths()) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
          any |= join(parent, i, known.get(path.substring(0, end)));
        }
      }
    }
    return any;
  }

  /// Whether there are two to join.
  private static boolean join(int[] parent, int i, @Nullable Integer other) {
    if (other == null || other == i) {
      return false;
    }
    parent[root(parent, i)] = root(parent, other);
    return true;
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
