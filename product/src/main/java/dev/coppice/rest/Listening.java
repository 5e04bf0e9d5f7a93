package dev.coppice.rest;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a server listens, and by which names it is reached.
///
/// @param host an address or a name of this machine
/// @param port 0 = any free one
/// @param names further host names, such as a proxy's, with a port where it is neither ours nor the
///   usual
/// @param tls absent = plain HTTP
public record Listening(String host, int port, Set<String> names, @Nullable Tls tls) {
  private static final int HIGHEST_PORT = 65_535;

  public Listening {
    if (host.isBlank() || port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("nobody can listen at %s:%d".formatted(host, port));
    }
    names = Set.copyOf(names);
  }

  /// Loopback, where no other machine reaches it.
  public static Listening onLoopback(int port) {
    return new Listening("127.0.0.1", port, Set.of(), null);
  }

  /// The host as it stands in a URL: an IPv6 address in brackets.
  String hostInUrl() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /// What to call it in a URL: every address is none, so then it is one of the names.
  String nameInUrl() {
    return host.equals("0.0.0.0") || host.equals("::")
        ? names.stream()
            .filter(name -> !name.contains(":"))
            .min(String::compareTo)
            .orElse(hostInUrl())
        : hostInUrl();
  }

  /// The certificate to show, with its private key.
  ///
  /// @param keystore PKCS #12 or JKS
  public record Tls(Path keystore, String password) {
    /// Never the password: this ends up in logs.
    @Override
    public String toString() {
      return "Tls[" + keystore + "]";
    }
  }
}
