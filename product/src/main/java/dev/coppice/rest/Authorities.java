package dev.coppice.rest;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntSupplier;

/// The `host:port` by which a server is meant. A page that resolves its own name to our address
/// still sends its own name.
///
/// @param main the port that `listening` asked for, known once we listen
/// @param loopback the port for programs on this machine; it may be the same
record Authorities(Listening listening, IntSupplier main, IntSupplier loopback) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  boolean has(String authority) {
    String asked = authority.toLowerCase(Locale.ROOT);
    return isLocal(asked, loopback) || isLocal(asked, main) || isHost(asked) || isNamed(asked);
  }

  /// Whether a page of this origin is one of ours.
  boolean hasOrigin(String origin) {
    String asked = origin.toLowerCase(Locale.ROOT);
    if (asked.startsWith(HTTP)) {
      String authority = asked.substring(HTTP.length());
      return isLocal(authority, loopback)
          || (listening.tls() == null && (isHost(authority) || isNamed(authority)));
    }
    if (asked.startsWith(HTTPS)) {
      String authority = asked.substring(HTTPS.length());
      // Without a certificate of our own, a proxy has one for the names it is reached by.
      return isNamed(authority)
          || (listening.tls() != null && (isLocal(authority, main) || isHost(authority)));
    }
    return false;
  }

  private static boolean isLocal(String authority, IntSupplier port) {
    int colon = authority.lastIndexOf(':');
    return colon > 0
        && LOOPBACK.contains(authority.substring(0, colon))
        && authority.substring(colon + 1).equals(Integer.toString(port.getAsInt()));
  }

  private boolean isHost(String authority) {
    return authority.equals(listening.hostInUrl().toLowerCase(Locale.ROOT) + ":" + main.getAsInt());
  }

  /// Whoever leaves the port out reaches us through a proxy, or on the usual port.
  private boolean isNamed(String authority) {
    return listening.names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .anyMatch(name -> authority.equals(name) || authority.equals(name + ":" + main.getAsInt()));
  }

  /// The one to ask for when in doubt.
  String usual() {
    return "127.0.0.1:" + loopback.getAsInt();
  }
}
