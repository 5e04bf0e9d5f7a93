package dev.coppice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A real process in a folder, with nothing on standard input and nobody's git configuration.
final class Command {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_SYSTEM", "/dev/null",
          "GIT_AUTHOR_NAME", "Demo",
          "GIT_AUTHOR_EMAIL", "demo@example.invalid",
          "GIT_COMMITTER_NAME", "Demo",
          "GIT_COMMITTER_EMAIL", "demo@example.invalid");

  private Command() {}

  /// What came of it; both output streams in one text.
  record Outcome(int exit, String output) {}

  static Outcome run(Path folder, Map<String, String> environment, String... words) {
    try {
      Path output = Files.createTempFile("coppice-demo", ".out");
      try {
        return run(folder, environment, List.of(words), output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome run(Path folder, String... words) {
    return run(folder, Map.of(), words);
  }

  /// The output, without the end of its last line; the process must end with 0.
  static String outputOf(Path folder, String... words) {
    Outcome outcome = run(folder, words);
    if (outcome.exit() != 0) {
      throw new AssertionError(List.of(words) + " ended with " + outcome);
    }
    return outcome.output().stripTrailing();
  }

  private static Outcome run(
      Path folder, Map<String, String> environment, List<String> words, Path output)
      throws IOException {
    var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("COPPICE_"));
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end within two minutes");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new AssertionError("interrupted while waiting for " + words, e);
    }
    return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }
}
