package dev.coppice.store;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where everything of a system lies that is not in git: its log, its token, its run directories.
public record DataDirectory(Path path) {
  public DataDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /// The directory that `--data` names, else `{commonDir}/coppice/data`: there `git clean` does not
  /// reach it. Made (0700) when it is missing.
  public static DataDirectory open(Path commonDir, @Nullable Path named) {
    DataDirectory directory = at(commonDir, named);
    Disk.createPrivateDirectory(directory.path);
    return directory;
  }

  /// The same without making anything, for a command that only reads.
  public static DataDirectory at(Path commonDir, @Nullable Path named) {
    return new DataDirectory(named == null ? commonDir.resolve("coppice").resolve("data") : named);
  }

  /// The run directory of an attempt, whether it exists or not.
  public Path run(AttemptId attempt) {
    return path.resolve("run").resolve(attempt.value());
  }

  /// Bytes that this user can still write on the disk of the directory.
  public long freeBytes() {
    return freeBytes(path);
  }

  /// Bytes that this user can still write on the disk where `place` is, or will be once it is made.
  public static long freeBytes(Path place) {
    Path existing = place.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    try {
      return Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      throw Disk.trouble("ask for the free space of", existing, e);
    }
  }
}
