package dev.coppice.worktree;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Empties a folder in the background, so that deleting a large worktree costs its caller one
/// rename.
final class Rubbish {
  private Rubbish() {}

  /// Deletes everything in the folder on a thread of its own; what cannot be deleted stays for the
  /// next time.
  static void emptyInBackground(Path folder) {
    Thread.ofPlatform().daemon().name("coppice-rubbish").start(() -> empty(folder));
  }

  static void empty(Path folder) {
    StateFolder.entries(folder).forEach(Rubbish::delete);
  }

  /// False if something of it could not be deleted.
  private static boolean delete(Path entry) {
    try {
      Files.walkFileTree(entry, new Deleting());
      return !Files.exists(entry, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return false;
    }
  }

  /// Deletes bottom-up and never follows a link; opens folders their maker had closed to writing.
  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (!Files.isWritable(directory)) {
        try {
          Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException | UnsupportedOperationException ignored) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
