package dev.coppice.cli;

import java.nio.file.Path;

/// The system that the demo made.
public interface DemoSystem {
  Path repository();

  /// Runs the system's own tests on its main branch, as it stands now, away from its checkout.
  TestRun runTests();

  /// How the tests ended.
  ///
  /// @param command as a person would type it in the repository
  /// @param output the end of what it wrote
  record TestRun(boolean green, String command, String output) {}
}
