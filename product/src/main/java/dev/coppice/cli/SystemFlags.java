package dev.coppice.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which system a command is about.
final class SystemFlags {
  @Option(
      names = "--repo",
      paramLabel = "DIR",
      description = "The repository; the current folder when left out.")
  private @Nullable Path repository;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the system's data lies, when not inside the repository.")
  private @Nullable Path data;

  Location location() {
    return new Location(repository == null ? Path.of("") : repository, data);
  }

  /// Whether it was said, and not only taken from the current folder.
  boolean namesRepository() {
    return repository != null;
  }

  /// The same flags again, for commands that a person is told to type.
  String again() {
    var text = new StringBuilder();
    if (repository != null) {
      text.append(" --repo ").append(quoted(repository));
    }
    if (data != null) {
      text.append(" --data ").append(quoted(data));
    }
    return text.toString();
  }

  /// The path as a shell takes it.
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./+:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
