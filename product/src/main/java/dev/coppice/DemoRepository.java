package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.DemoRequest;
import dev.coppice.cli.DemoSystem;
import dev.coppice.cli.Exit;
import dev.coppice.execution.Identities;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.NewRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The small real system that the demo works on: a git repository with a roadmap and tests, and the
/// scripts its agents follow.
record DemoRepository(Path repository) implements DemoSystem {
  private static final String RESOURCES = "/dev/coppice/demo/";
  private static final int LONGEST_TESTS_MINUTES = 5;

  static DemoRepository make(DemoRequest request) {
    Path repository = request.directory().toAbsolutePath().normalize();
    try {
      requireEmpty(repository);
      Files.createDirectories(repository);
      for (String line : resource("files.txt").lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lay(line.split(" ", 3), repository);
        }
      }
      Path scripts = repository.resolve(".git").resolve("coppice").resolve("demo-scripts");
      Files.writeString(repository.resolve("coppice.yaml"), configuration(scripts, request.pace()));
      NewRepository.make(
          repository,
          new CommitMessage("Begin the ledger\n"),
          new Identity(Identities.ORCHESTRATOR, Identities.EMAIL, Instant.now()));
      for (String line : resource("files.txt").lines().toList()) {
        if (line.startsWith("scripts ")) {
          copy(line.split(" ", 3), scripts);
        }
      }
      return new DemoRepository(repository.toRealPath());
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "The demo's repository could not be written: %s.".formatted(e.getMessage()),
          "Name another folder with --dir.");
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    boolean empty = false;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        empty = entries.findAny().isEmpty();
      }
    }
    if (!empty) {
      throw new CommandFailure(
          Exit.REFUSED, "%s is not empty.".formatted(folder), "Name a new folder with --dir.");
    }
  }

  private static void lay(String[] entry, Path repository) throws IOException {
    if (entry[0].equals("system")) {
      copy(entry, repository);
    }
  }

  /// @param entry kind, x-bit, path
  private static void copy(String[] entry, Path into) throws IOException {
    Path file = into.resolve(entry[2]);
    Files.createDirectories(file.getParent());
    Files.writeString(file, resource(entry[0] + "/" + entry[2]));
    if (entry[1].equals("x")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String configuration(Path scripts, double pace) {
    return """
    # Agents that follow scripts instead of a model: real processes, real files.
    agent: scripted
    autonomy: full
    agents:
      scripted:
        set:
          COPPICE_SCRIPTS: %s
          COPPICE_PACE: "%s"
    checks:
      - { name: test, run: [./test.sh], timeout: 5m }
    retryDelayMs: 500
    worktree: { minFreeDisk: 200MB }
    """
        .formatted(quoted(scripts.toString()), pace);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String resource(String name) {
    try (InputStream stream = DemoRepository.class.getResourceAsStream(RESOURCES + name)) {
      if (stream == null) {
        throw new IllegalStateException("the program is incomplete: no demo/" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TestRun runTests() {
    try {
      Path output = Files.createTempFile("coppice-demo", ".log");
      try {
        Process process =
            new ProcessBuilder("./test.sh")
                .directory(repository.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LONGEST_TESTS_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
          process.destroyForcibly();
        }
        return new TestRun(
            ended && process.exitValue() == 0, "./test.sh", Files.readString(output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return new TestRun(false, "./test.sh", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TestRun(false, "./test.sh", "interrupted");
    }
  }
}
