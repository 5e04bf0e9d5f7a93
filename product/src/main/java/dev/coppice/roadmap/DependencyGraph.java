package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who needs whom, as positions in the roadmap.
///
/// Edges lie in two flat arrays per direction, so 100,000 modules cost a few megabytes and a walk
/// never allocates. External dependencies are no edges. A dependency that is not in the roadmap
/// gets a position past the last module (a *stranger*): it can be asked for completion like any
/// other.
final class DependencyGraph {
  private final Map<ModuleId, Integer> positions;
  private final List<ModuleId> strangers = new ArrayList<>();
  private final int size;
  private final Edges dependencies;
  private final Edges dependents;
  private final int[] order;
  private int acyclic;

  /// The neighbours of position `i` are `to[start[i]]` up to, not including, `to[start[i + 1]]`.
  record Edges(int[] start, int[] to) {
    int degree(int position) {
      return start[position + 1] - start[position];
    }
  }

  DependencyGraph(List<RoadmapModule> modules) {
    size = modules.size();
    positions = HashMap.newHashMap(size);
    for (int i = 0; i < size; i++) {
      positions.put(modules.get(i).id(), i);
    }
    dependencies = dependencies(modules);
    dependents = reversed();
    order = topologicalOrder();
  }

  /// The number of modules; positions from here on are strangers.
  int size() {
    return size;
  }

  int strangerCount() {
    return strangers.size();
  }

  ModuleId stranger(int position) {
    return strangers.get(position - size);
  }

  /// The position of a module, or -1.
  int position(ModuleId id) {
    Integer position = positions.get(id);
    return position == null || position >= size ? -1 : position;
  }

  Edges dependencies() {
    return dependencies;
  }

  Edges dependents() {
    return dependents;
  }

  /// Every position once, dependencies before dependents. Modules in or behind a circle come last,
  /// in roadmap order.
  int[] order() {
    return order;
  }

  boolean isAcyclic() {
    return acyclic == size;
  }

  private Edges dependencies(List<RoadmapModule> modules) {
    int[] start = new int[size + 1];
    int[] to = new int[modules.stream().mapToInt(module -> module.dependsOn().size()).sum()];
    int[] lastDependent = new int[16];
    Arrays.fill(lastDependent, -1);
    int count = 0;
    for (int i = 0; i < size; i++) {
      for (Dependency dependency : modules.get(i).dependsOn()) {
        if (dependency.external()) {
          continue;
        }
        int target = positionOrStranger(dependency.module());
        lastDependent = grown(lastDependent, target);
        if (lastDependent[target] != i) {
          lastDependent[target] = i;
          to[count++] = target;
        }
      }
      start[i + 1] = count;
    }
    return new Edges(start, Arrays.copyOf(to, count));
  }

  private static int[] grown(int[] marks, int needed) {
    if (needed < marks.length) {
      return marks;
    }
    int[] larger = Arrays.copyOf(marks, Math.max(needed + 1, marks.length * 2));
    Arrays.fill(larger, marks.length, larger.length, -1);
    return larger;
  }

  private int positionOrStranger(ModuleId id) {
    Integer known = positions.get(id);
    if (known != null) {
      return known;
    }
    int position = size + strangers.size();
    positions.put(id, position);
    strangers.add(id);
    return position;
  }

  private Edges reversed() {
    int[] start = new int[size + 1];
    for (int target : dependencies.to()) {
      if (target < size) {
        start[target + 1]++;
      }
    }
    for (int i = 0; i < size; i++) {
      start[i + 1] += start[i];
    }
    int[] next = Arrays.copyOf(start, size);
    int[] to = new int[start[size]];
    for (int i = 0; i < size; i++) {
      for (int e = dependencies.start()[i]; e < dependencies.start()[i + 1]; e++) {
        int target = dependencies.to()[e];
        if (target < size) {
          to[next[target]++] = i;
        }
      }
    }
    return new Edges(start, to);
  }

  private int[] topologicalOrder() {
    int[] waiting = new int[size];
    for (int i = 0; i < size; i++) {
      for (int e = dependencies.start()[i]; e < dependencies.start()[i + 1]; e++) {
        waiting[i] += dependencies.to()[e] < size ? 1 : 0;
      }
    }
    int[] sorted = new int[size];
    int end = 0;
    for (int i = 0; i < size; i++) {
      if (waiting[i] == 0) {
        sorted[end++] = i;
      }
    }
    for (int head = 0; head < end; head++) {
      int done = sorted[head];
      for (int e = dependents.start()[done]; e < dependents.start()[done + 1]; e++) {
        if (--waiting[dependents.to()[e]] == 0) {
          sorted[end++] = dependents.to()[e];
        }
      }
    }
    acyclic = end;
    for (int i = 0; end < size; i++) {
      if (waiting[i] > 0) {
        sorted[end++] = i;
      }
    }
    return sorted;
  }
}
