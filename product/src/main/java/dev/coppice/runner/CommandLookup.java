package dev.coppice.runner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out before a spawn whether the command can be run at all, so that the answer is a sentence
/// and not an exit code that may mean anything.
final class CommandLookup {
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  /// The kernel refuses one argument of 32 pages.
  private static final int ARGUMENT_LIMIT = 128 * 1024 - 1;

  private CommandLookup() {}

  /// Why the command of this attempt cannot be run.
  static Optional<RunEnd.SpawnFailed> findRefusal(RunSpec spec) {
    if (!Files.isDirectory(spec.directory())) {
      return refusal("the working directory " + spec.directory() + " does not exist", false);
    }
    List<String> command = spec.command();
    for (int index = 0; index < command.size(); index++) {
      int bytes = command.get(index).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > ARGUMENT_LIMIT) {
        return refusal(
            "argument %d of the command has %d bytes and the system takes %d; let the agent read the file named by COPPICE_PROMPT instead"
                .formatted(index, bytes, ARGUMENT_LIMIT),
            false);
      }
    }
    return findMissing(command.getFirst(), spec.directory(), spec.environment());
  }

  private static Optional<RunEnd.SpawnFailed> findMissing(
      String name, Path directory, Map<String, String> environment) {
    if (name.indexOf('/') >= 0) {
      Path file = directory.resolve(name);
      if (!Files.isRegularFile(file)) {
        return refusal(
            "the command \"%s\" does not exist; install it, or correct its path".formatted(name),
            true);
      }
      return Files.isExecutable(file)
          ? Optional.empty()
          : refusal(
              "the command \"%s\" may not be executed; make it executable with chmod +x"
                  .formatted(name),
              true);
    }
    String path = environment.getOrDefault("PATH", DEFAULT_PATH);
    return find(name, path, directory).isPresent()
        ? Optional.empty()
        : refusal(
            "the command \"%s\" was not found on the PATH of the attempt (%s); install it, or give its full path"
                .formatted(name, path),
            true);
  }

  /// The file a name stands for on a search path.
  static Optional<Path> find(String name, String path, Path directory) {
    for (String folder : path.split(":", -1)) {
      Path file = directory.resolve(folder).resolve(name);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static Optional<RunEnd.SpawnFailed> refusal(String why, boolean missing) {
    return Optional.of(new RunEnd.SpawnFailed(why, missing));
  }
}
