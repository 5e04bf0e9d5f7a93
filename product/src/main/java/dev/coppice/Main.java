package dev.coppice;

import dev.coppice.cli.Cli;
import java.util.List;

/// The program's entry.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    ProgramLog.use();
    System.exit(Cli.run(List.of(args), new LocalSystems()));
  }
}
