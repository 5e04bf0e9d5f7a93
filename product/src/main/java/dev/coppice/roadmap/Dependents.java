package dev.coppice.roadmap;

import java.util.BitSet;

/// Counts the modules that need a module, directly or through others, each once however many ways
/// lead to it.
///
/// Exact counts for every module of a large roadmap are quadratic, and a score looks no further
/// than [LeverageScorer#DEPENDENTS_THAT_COUNT]. So the count for scores stops there, which takes a
/// constant number of steps per module: neighbours are distinct, so few of those looked at can be
/// known already.
final class Dependents {
  private final DependencyGraph graph;

  Dependents(DependencyGraph graph) {
    this.graph = graph;
  }

  /// For each position, its transitive dependents, but at most this many.
  byte[] countedUpTo(int limit) {
    byte[] counts = new byte[graph.size()];
    int[] found = new int[limit + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (byte) countUpTo(i, found);
    }
    return counts;
  }

  private int countUpTo(int position, int[] found) {
    DependencyGraph.Edges dependents = graph.dependents();
    found[0] = position;
    int end = 1;
    for (int head = 0; head < end; head++) {
      int at = found[head];
      for (int e = dependents.start()[at]; e < dependents.start()[at + 1]; e++) {
        if (!contains(found, end, dependents.to()[e])) {
          found[end++] = dependents.to()[e];
          if (end == found.length) {
            return end - 1;
          }
        }
      }
    }
    return end - 1;
  }

  private static boolean contains(int[] found, int end, int wanted) {
    for (int i = 0; i < end; i++) {
      if (found[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /// All transitive dependents of a position; linear in what it reaches.
  int count(int position) {
    DependencyGraph.Edges dependents = graph.dependents();
    BitSet seen = new BitSet(graph.size());
    seen.set(position);
    int[] stack = new int[graph.size()];
    stack[0] = position;
    int top = 1;
    int count = 0;
    while (top > 0) {
      int at = stack[--top];
      for (int e = dependents.start()[at]; e < dependents.start()[at + 1]; e++) {
        int next = dependents.to()[e];
        if (!seen.get(next)) {
          seen.set(next);
          stack[top++] = next;
          count++;
        }
      }
    }
    return count;
  }
}
