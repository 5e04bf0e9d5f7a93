package dev.coppice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A `coppice serve` of its own process, on a small repository that was made for it.
final class AttackedServer implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;
  private static final String ROADMAP =
      """
      ## Layer 0

      | Module | Description | Depends On |
      |--------|-------------|------------|
      | Login | People can sign in. | — |
      """;

  private final Path folder;
  private final Process process;
  private final URI address;
  private final String token;

  private AttackedServer(Path folder, Process process, URI address, String token) {
    this.folder = folder;
    this.process = process;
    this.address = address;
    this.token = token;
  }

  static AttackedServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("coppice-bench");
    Path repository = Files.createDirectory(folder.resolve("served"));
    Files.writeString(repository.resolve("ROADMAP.md"), ROADMAP);
    git(repository, "init", "-q", "-b", "main");
    git(repository, "add", "ROADMAP.md");
    git(repository, "-c", "user.name=b", "-c", "user.email=b@b.invalid", "commit", "-qm", "One");
    Process process = serve(folder, repository);
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String facts = lines.readLine();
    if (facts == null) {
      throw new IOException("the server did not start: see " + folder.resolve("err"));
    }
    JsonNode said = JsonMapper.shared().readTree(facts);
    return new AttackedServer(
        folder,
        process,
        URI.create(said.path("address").asString()),
        Files.readString(Path.of(said.path("tokenFile").asString())).strip());
  }

  /// As the launcher starts it.
  private static Process serve(Path folder, Path repository) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.coppice.Main",
            "serve",
            "--repo",
            repository.toString(),
            "--port",
            "0",
            "--json");
    var builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    return builder.redirectError(folder.resolve("err").toFile()).start();
  }

  private static void git(Path repository, String... arguments)
      throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (git.waitFor() != 0) {
      throw new IOException("git " + String.join(" ", arguments) + " failed");
    }
  }

  Socket connect() throws IOException {
    var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), address.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /// The head of a request, with the token, up to its empty line.
  String head(String method, String path, String... headers) {
    return "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(
            method,
            path,
            address.getPort(),
            token,
            headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
  }

  /// Memory of the server, in MiB.
  long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Files.walkFileTree(folder, new Deletion());
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path directory, @org.jspecify.annotations.Nullable IOException trouble) throws IOException {
      Files.delete(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
