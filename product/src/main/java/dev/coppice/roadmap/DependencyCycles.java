package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds circles of dependencies, one for each knot of modules that all depend on each other.
///
/// Tarjan's strongly connected components without recursion, then the shortest circle through the
/// first module of each. A module that only depends on itself is not reported here.
final class DependencyCycles {
  /// One whole circle, and the size of the knot it lies in.
  record Cycle(List<Integer> positions, int entangled) {}

  private static final int UNSEEN = -1;

  private final DependencyGraph graph;
  private final int[] start;
  private final int[] to;
  private final int[] number;
  private final int[] low;
  private final int[] component;
  private final int[] nextEdge;
  private final IntStack path = new IntStack();
  private final IntStack open = new IntStack();
  private int numbers;
  private int components;

  /// A stack that does not box.
  private static final class IntStack {
    private int[] values = new int[16];
    private int size;

    void push(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    int pop() {
      return values[--size];
    }

    int peek() {
      return values[size - 1];
    }

    boolean isEmpty() {
      return size == 0;
    }
  }

  DependencyCycles(DependencyGraph graph) {
    this.graph = graph;
    start = graph.dependencies().start();
    to = graph.dependencies().to();
    number = new int[graph.size()];
    low = new int[graph.size()];
    component = new int[graph.size()];
    nextEdge = Arrays.copyOf(start, graph.size());
    Arrays.fill(number, UNSEEN);
    Arrays.fill(component, UNSEEN);
  }

  /// The circles, in the order of their first modules; call once.
  List<Cycle> find() {
    if (graph.isAcyclic()) {
      return List.of();
    }
    for (int i = 0; i < graph.size(); i++) {
      if (number[i] == UNSEEN) {
        walkFrom(i);
      }
    }
    int[] sizes = new int[components];
    for (int of : component) {
      sizes[of]++;
    }
    List<Cycle> cycles = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      int size = sizes[component[i]];
      if (size > 1) {
        cycles.add(new Cycle(shortestThrough(i), size));
        sizes[component[i]] = 0;
      }
    }
    return cycles;
  }

  private void walkFrom(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int at = path.peek();
      if (nextEdge[at] < start[at + 1]) {
        follow(at, to[nextEdge[at]++]);
      } else {
        leave(path.pop());
      }
    }
  }

  private void enter(int position) {
    number[position] = numbers;
    low[position] = numbers++;
    path.push(position);
    open.push(position);
  }

  private void follow(int at, int dependency) {
    if (dependency >= graph.size()) {
      return;
    }
    if (number[dependency] == UNSEEN) {
      enter(dependency);
    } else if (component[dependency] == UNSEEN) {
      low[at] = Math.min(low[at], number[dependency]);
    }
  }

  private void leave(int done) {
    if (!path.isEmpty()) {
      low[path.peek()] = Math.min(low[path.peek()], low[done]);
    }
    if (low[done] == number[done]) {
      int member;
      do {
        member = open.pop();
        component[member] = components;
      } while (member != done);
      components++;
    }
  }

  /// Breadth first inside the component, back to where it began.
  private List<Integer> shortestThrough(int first) {
    Map<Integer, Integer> from = new HashMap<>();
    List<Integer> queue = new ArrayList<>(List.of(first));
    for (int head = 0; head < queue.size(); head++) {
      int at = queue.get(head);
      for (int e = start[at]; e < start[at + 1]; e++) {
        int dependency = to[e];
        if (dependency == first && at != first) {
          return backFrom(at, first, from);
        }
        if (isInside(dependency, first) && from.putIfAbsent(dependency, at) == null) {
          queue.add(dependency);
        }
      }
    }
    throw new IllegalStateException("position " + first + " lies in no circle");
  }

  private boolean isInside(int position, int first) {
    return position < graph.size() && position != first && component[position] == component[first];
  }

  private static List<Integer> backFrom(int last, int first, Map<Integer, Integer> from) {
    List<Integer> positions = new ArrayList<>();
    for (int at = last; at != first; at = from.getOrDefault(at, first)) {
      positions.add(at);
    }
    positions.add(first);
    return positions.reversed();
  }
}
