package dev.coppice.cli;

import picocli.CommandLine.Option;

/// One command of the command line. Its fields are its flags.
abstract class Command {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /// Does what it says.
  ///
  /// @throws CommandFailure if it cannot
  abstract Exit run(Session session);

  boolean wantsHelp() {
    return help;
  }
}
