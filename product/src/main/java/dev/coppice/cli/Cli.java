package dev.coppice.cli;

import dev.coppice.orchestration.ProgramVersion;
import java.io.PrintStream;
import java.util.List;

/// The command line: one command in, one exit code out.
public final class Cli {
  private Cli() {}

  /// Runs one command on the streams of this process.
  ///
  /// @return the exit code
  public static int run(List<String> arguments, Systems systems) {
    return run(arguments, systems, System.out, System.err, StandardOutput.isTerminal());
  }

  /// Runs one command to its end.
  ///
  /// @param isTerminal whether a person looks at `out`
  /// @return the exit code
  public static int run(
      List<String> arguments,
      Systems systems,
      PrintStream out,
      PrintStream err,
      boolean isTerminal) {
    if (arguments.equals(List.of("--version"))) {
      out.println("coppice " + ProgramVersion.read());
      return Exit.DONE.code();
    }
    err.println("No command is there yet. Try `coppice --version`.");
    return Exit.REFUSED.code();
  }
}
