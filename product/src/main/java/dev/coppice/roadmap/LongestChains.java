package dev.coppice.roadmap;

import java.util.Arrays;
import java.util.BitSet;

/// The longest chains of dependents, found in one walk from the last module back to the first.
///
/// In a circle there is no longest chain; lengths there are finite but mean little.
final class LongestChains {
  private final int[] length;
  private final int[] next;

  /// Looks only at the positions in `open`.
  LongestChains(DependencyGraph graph, BitSet open) {
    length = new int[graph.size()];
    next = new int[graph.size()];
    Arrays.fill(next, -1);
    int[] order = graph.order();
    DependencyGraph.Edges dependents = graph.dependents();
    for (int o = order.length - 1; o >= 0; o--) {
      int at = order[o];
      if (!open.get(at)) {
        continue;
      }
      int best = -1;
      for (int e = dependents.start()[at]; e < dependents.start()[at + 1]; e++) {
        int dependent = dependents.to()[e];
        if (length[dependent] > 0 && (best < 0 || isBetter(dependent, best))) {
          best = dependent;
        }
      }
      next[at] = best;
      length[at] = best < 0 ? 1 : 1 + length[best];
    }
  }

  private boolean isBetter(int one, int other) {
    return length[one] > length[other] || (length[one] == length[other] && one < other);
  }

  /// The number of modules on the longest chain that starts here, this one included; 0 when not
  /// open.
  int length(int position) {
    return length[position];
  }

  /// The longest chain of all, in order; of equals the one that starts first in the roadmap.
  int[] longest() {
    int best = -1;
    for (int i = 0; i < length.length; i++) {
      if (length[i] > 0 && (best < 0 || length[i] > length[best])) {
        best = i;
      }
    }
    int[] chain = new int[best < 0 ? 0 : length[best]];
    for (int i = 0, at = best; i < chain.length; i++, at = next[at]) {
      chain[i] = at;
    }
    return chain;
  }
}
