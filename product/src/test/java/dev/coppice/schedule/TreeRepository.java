package dev.coppice.schedule;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Git as a map of trees: commits with parents, a target branch, one branch a module, and a
/// three-way merge by path.
final class TreeRepository {
  record Commit(String id, List<String> parents, Map<String, String> tree) {}

  /// A merge; paths that could not be merged hold both sides.
  record Merge(Map<String, String> tree, List<String> conflicts) {}

  private final Map<String, Commit> commits = new HashMap<>();
  private final Map<String, Map<String, String>> trees = new HashMap<>();
  private String target;

  TreeRepository(Map<String, String> first) {
    target = commit(List.of(), first, "first");
  }

  String target() {
    return target;
  }

  /// Moves the target by compare-and-swap.
  boolean move(String from, String to) {
    if (!target.equals(from)) {
      return false;
    }
    target = to;
    return true;
  }

  String commit(List<String> parents, Map<String, String> tree, String salt) {
    String id = hash(parents + " " + tree + " " + salt);
    commits.put(id, new Commit(id, parents, new TreeMap<>(tree)));
    trees.put(hash(tree.toString()), tree);
    return id;
  }

  Map<String, String> tree(String commit) {
    return Objects.requireNonNull(commits.get(commit), "no commit " + commit).tree();
  }

  String treeId(String commit) {
    return hash(tree(commit).toString());
  }

  private static String hash(String text) {
    long first = 1125899906842597L;
    long second = 7;
    for (int i = 0; i < text.length(); i++) {
      first = 31 * first + text.charAt(i);
      second = 1_000_003 * second + text.charAt(i);
    }
    return "%016x%016x%08x".formatted(first, second, text.length());
  }

  boolean isAncestor(String ancestor, String of) {
    return ancestors(of).contains(ancestor);
  }

  private Set<String> ancestors(String commit) {
    Set<String> seen = new LinkedHashSet<>();
    Queue<String> next = new ArrayDeque<>(List.of(commit));
    while (!next.isEmpty()) {
      String id = next.remove();
      if (seen.add(id)) {
        next.addAll(Objects.requireNonNull(commits.get(id)).parents());
      }
    }
    return seen;
  }

  Merge merge(String ours, String theirs) {
    Set<String> mine = ancestors(ours);
    Map<String, String> base =
        ancestors(theirs).stream().filter(mine::contains).findFirst().map(this::tree).orElseThrow();
    Map<String, String> merged = new TreeMap<>();
    Set<String> conflicts = new TreeSet<>();
    Set<String> paths = new TreeSet<>(tree(ours).keySet());
    paths.addAll(tree(theirs).keySet());
    for (String path : paths) {
      String was = base.getOrDefault(path, "");
      String left = tree(ours).getOrDefault(path, "");
      String right = tree(theirs).getOrDefault(path, "");
      if (left.equals(right) || right.equals(was)) {
        merged.put(path, left);
      } else if (left.equals(was)) {
        merged.put(path, right);
      } else {
        conflicts.add(path);
        merged.put(path, "conflict of " + left + " and " + right);
      }
    }
    merged.values().removeIf(String::isEmpty);
    return new Merge(merged, List.copyOf(conflicts));
  }

  /// What a check says of a tree. `lint` is red now and then for reasons that no single change has.
  static boolean isGreen(String check, Map<String, String> tree) {
    return switch (check) {
      case "lint" -> Math.floorMod(tree.toString().hashCode(), 17) != 0;
      default ->
          tree.values().stream().noneMatch(it -> it.startsWith("red") || it.startsWith("conflict"));
    };
  }

  boolean isGreenTree(String check, String treeId) {
    return isGreen(check, Objects.requireNonNull(trees.get(treeId)));
  }

  /// Someone pushes to the target, past us.
  void push(String path, String content) {
    Map<String, String> tree = new TreeMap<>(tree(target));
    tree.put(path, content);
    target = commit(List.of(target), tree, "pushed");
  }

  /// Someone mends the target, so that every check is green.
  void mend() {
    Map<String, String> tree = new TreeMap<>(tree(target));
    tree.replaceAll((path, it) -> it.startsWith("red") || it.startsWith("conflict") ? "ok" : it);
    for (int i = 0; !isGreen("lint", tree); i++) {
      tree.put("README", "mended " + i);
    }
    if (!tree.equals(tree(target))) {
      target = commit(List.of(target), tree, "mended");
    }
  }
}
