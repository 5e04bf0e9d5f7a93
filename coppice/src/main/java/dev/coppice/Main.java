package dev.coppice;

import dev.coppice.cli.VersionText;

/// The program's entry.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    VersionText.print();
  }
}
