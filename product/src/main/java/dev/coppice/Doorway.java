package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Door;
import dev.coppice.cli.Exit;
import dev.coppice.rest.Listening;
import dev.coppice.runner.PortHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A door that may turn out to be shut: the port taken, the certificate not to be read. It is tried
/// before a system is opened, so that nothing starts that nobody could ask.
record Doorway(Door door, Map<String, String> environment) {
  private static final String PASSWORD = "COPPICE_TLS_PASSWORD";

  /// @throws CommandFailure if nobody could listen there now
  Listening open() {
    Listening.@Nullable Tls tls = tls();
    try (var trial = new ServerSocket()) {
      trial.bind(new InetSocketAddress(InetAddress.getByName(door.host()), door.port()));
    } catch (IOException e) {
      throw closed(new UncheckedIOException(e));
    }
    return new Listening(door.host(), door.port(), door.names(), tls);
  }

  /// Why nobody can listen there.
  CommandFailure closed(UncheckedIOException e) {
    String reason = reason(e);
    if (reason.contains("in use")) {
      return taken();
    }
    if (reason.contains("Permission denied")) {
      return new CommandFailure(
          Exit.ENVIRONMENT,
          "Port %d is not for users of this machine".formatted(door.port()),
          "Choose one from 1024 on with --port.");
    }
    if (reason.contains("assign")) {
      return new CommandFailure(
          Exit.ENVIRONMENT,
          "--host %s is no address of this machine".formatted(door.host()),
          "Leave it out to listen on 127.0.0.1.");
    }
    return new CommandFailure(
        Exit.ENVIRONMENT,
        "Nobody can listen at %s port %d: %s".formatted(door.host(), door.port(), reason),
        "Choose another place with --host and --port.");
  }

  private static String reason(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private CommandFailure taken() {
    String who =
        PortHolder.find(door.port())
            .map(process -> " by process %d%s".formatted(process.pid(), command(process)))
            .orElse("");
    return new CommandFailure(
        Exit.ENVIRONMENT,
        "Port %d of %s is taken%s".formatted(door.port(), door.host(), who),
        "Choose another with --port; --port 0 takes any free one.");
  }

  /// What it was started as: `coppice` and what follows, when it is one of ours.
  private static String command(ProcessHandle process) {
    Optional<String[]> arguments = process.info().arguments();
    if (arguments.isEmpty()) {
      return "";
    }
    List<String> words = Arrays.asList(arguments.get());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.endsWith(".Main") || (word.contains("coppice") && word.endsWith(".jar"))) {
        return " (coppice %s)".formatted(String.join(" ", words.subList(i + 1, words.size())));
      }
    }
    return process
        .info()
        .command()
        .map(program -> " (%s)".formatted(Path.of(program).getFileName()))
        .orElse("");
  }

  private Listening.@Nullable Tls tls() {
    Door.Certificate certificate = door.certificate();
    if (certificate == null) {
      return null;
    }
    Path file = certificate.keystore();
    if (!Files.isReadable(file)) {
      throw refused("The key store %s cannot be read".formatted(file), "Name one that is there.");
    }
    String password = password(certificate.passwordFile());
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          return new Listening.Tls(file.toAbsolutePath(), password);
        }
      }
      throw refused(
          "The key store %s holds no private key".formatted(file),
          "Put the certificate and its key in it, with `openssl pkcs12 -export` for example.");
    } catch (IOException | GeneralSecurityException e) {
      throw refused(
          "The key store %s cannot be opened".formatted(file),
          "See that it is PKCS #12 or JKS, and that the password is right.");
    }
  }

  private String password(@Nullable Path file) {
    if (file != null) {
      try {
        return Files.readString(file).stripTrailing();
      } catch (IOException _) {
        throw refused("The password file %s cannot be read".formatted(file), "Name one that is.");
      }
    }
    String given = environment.get(PASSWORD);
    if (given == null) {
      throw refused(
          "The key store needs a password",
          "Name a file that holds it with --tls-password-file, or set %s.".formatted(PASSWORD));
    }
    return given;
  }

  private static CommandFailure refused(String what, String remedy) {
    return new CommandFailure(Exit.REFUSED, what, remedy);
  }
}
