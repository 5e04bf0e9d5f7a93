package dev.coppice.cli;

import picocli.CommandLine.Option;

/// Whether colour is unwanted; the environment variable NO_COLOR says the same.
final class ColorFlag {
  @Option(names = "--no-color", description = "Write without colour.")
  private boolean unwanted;

  boolean isUnwanted() {
    return unwanted;
  }
}
