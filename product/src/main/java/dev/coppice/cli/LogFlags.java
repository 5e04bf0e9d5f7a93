package dev.coppice.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a command that stays logs to, and how.
final class LogFlags {
  @Option(
      names = "--log",
      paramLabel = "stderr|FILE",
      description = "Where to log; the program's own file when left out.")
  private @Nullable String destination;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "Lines for people (text) or one JSON object a line.")
  private LogChoice.@Nullable Format format;

  LogChoice choice() {
    return new LogChoice(destination, format);
  }
}
