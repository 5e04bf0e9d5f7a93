package dev.coppice.schedule;

import dev.coppice.work.CheckDefinition;
import java.util.List;

/// What is known about trees: a check seen green on a tree is green on it wherever it stands.
final class CheckCache {
  private CheckCache() {}

  /// What one seen check is remembered under: with its definition, so that a changed command is not
  /// taken for the one that was seen.
  static String key(String tree, String name, List<String> command) {
    return tree + " " + name + " " + Integer.toHexString(command.hashCode());
  }

  static boolean isGreen(OrchestratorState state, String tree, CheckDefinition check) {
    return state.greenTrees().contains(key(tree, check.name(), check.command()));
  }
}
