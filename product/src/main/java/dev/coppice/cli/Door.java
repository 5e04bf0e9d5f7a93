package dev.coppice.cli;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a server is to be reached.
///
/// @param host an address or a name of this machine
/// @param port 0 = any free one
/// @param names further host names by which requests come, through a proxy for example
/// @param certificate absent = plain HTTP
public record Door(String host, int port, Set<String> names, @Nullable Certificate certificate) {
  public Door {
    names = Set.copyOf(names);
  }

  /// A key store with the certificate and its key.
  ///
  /// @param passwordFile absent = the password is in the environment
  public record Certificate(Path keystore, @Nullable Path passwordFile) {}
}
