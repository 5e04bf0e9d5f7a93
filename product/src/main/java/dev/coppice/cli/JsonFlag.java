package dev.coppice.cli;

import picocli.CommandLine.Option;

/// Whether a program reads the answer.
final class JsonFlag {
  @Option(names = "--json", description = "Answer with JSON, one object a line.")
  private boolean wanted;

  boolean isWanted() {
    return wanted;
  }
}
