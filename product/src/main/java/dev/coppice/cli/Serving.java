package dev.coppice.cli;

import java.nio.file.Path;
import java.util.List;

/// How to become a server.
///
/// @param opening the system, and how its agents work
/// @param waits whether the system is still to be named, by whoever has the token; the repository
///   of `opening` is then only the current folder
/// @param roots folders below which such a system may lie
public record Serving(Opening opening, boolean waits, List<Path> roots, Door door) {
  public Serving {
    roots = List.copyOf(roots);
  }
}
