package dev.coppice.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a server listens, and what has to be said before others can reach it.
final class DoorFlags {
  private static final int USUAL_PORT = 7420;
  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Where to listen; 127.0.0.1 when left out.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 7420 when left out, 0 for any free one.")
  private int port = USUAL_PORT;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "A further name by which requests come, such as a proxy's. May be repeated.")
  private List<String> names = List.of();

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description =
          "The certificate and its key, PKCS #12 or JKS: serves HTTPS. Its password comes from "
              + "--tls-password-file or COPPICE_TLS_PASSWORD.")
  private @Nullable Path keystore;

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "A file with the password of the key store.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--allow-remote",
      description =
          "Other machines may reach it: needed for a --host that is not loopback, together with"
              + " --tls-keystore or --behind-proxy. Whoever has the token runs programs here as"
              + " you.")
  private boolean remote;

  @Option(
      names = "--behind-proxy",
      description = "A proxy before it does the HTTPS; what it sends here is not encrypted.")
  private boolean behindProxy;

  /// @throws CommandFailure if the flags do not go together
  Door door() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw refused("--port is " + port, "Give a number from 0 to 65535; 0 is any free one.");
    }
    InetAddress address = address();
    if (!address.isLoopbackAddress()) {
      requireCare(address);
    }
    names.forEach(DoorFlags::requireName);
    if (keystore == null && passwordFile != null) {
      throw refused(
          "--tls-password-file is there without a key store", "Name that with --tls-keystore.");
    }
    return new Door(
        bare(host),
        port,
        new LinkedHashSet<>(names),
        keystore == null ? null : new Door.Certificate(keystore, passwordFile));
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException _) {
      throw refused(
          "--host \"" + host + "\" is neither an address nor a name that is known here",
          "Leave it out to listen on 127.0.0.1.");
    }
  }

  private void requireCare(InetAddress address) {
    if (!remote) {
      throw refused(
          "--host " + host + " can be reached from other machines",
          "Leave it out, or add --allow-remote and read about it in the README, \"Serve\".");
    }
    if (keystore == null && !behindProxy) {
      throw refused(
          "Without HTTPS the token could be read on its way to " + host,
          "Add --tls-keystore FILE, or --behind-proxy if a proxy does it.");
    }
    if (address.isAnyLocalAddress() && names.isEmpty()) {
      throw refused(
          "--host " + host + " is no name that a request can come by",
          "Say how this machine is called with --host-name NAME.");
    }
  }

  private static void requireName(String name) {
    if (!name.matches("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")) {
      throw refused(
          "--host-name \"" + name + "\" is no host name",
          "Give it as it stands in a URL, such as coppice.example.com.");
    }
  }

  /// An IPv6 address may come in the brackets of a URL.
  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static CommandFailure refused(String what, String remedy) {
    return new CommandFailure(Exit.REFUSED, what, remedy);
  }
}
