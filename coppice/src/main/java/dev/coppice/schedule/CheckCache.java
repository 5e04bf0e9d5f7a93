package dev.coppice.schedule;

import dev.coppice.work.CheckDefinition;

/// What is known about trees: a check seen green on a tree is green on it wherever it stands.
final class CheckCache {
  private CheckCache() {}

  static String key(String tree, String check) {
    return tree + " " + check;
  }

  static boolean isGreen(OrchestratorState state, String tree, CheckDefinition check) {
    return state.greenTrees().contains(key(tree, name(check)));
  }

  /// The name a check runs under: with its definition, so that a changed command is not taken for
  /// the one that was seen.
  static String name(CheckDefinition check) {
    return check.name() + "#" + Integer.toHexString(check.command().hashCode());
  }
}
