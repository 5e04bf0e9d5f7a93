package dev.coppice.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Private directories and files that are whole or absent, and the words for what a disk refuses.
final class Disk {
  private static final long ABANDONED_AFTER_MILLIS = 600_000;
  private static final FileAttribute<?> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Disk() {}

  /// Makes the directory (0700) and the missing ones above it; what exists is left as it is.
  static void createPrivateDirectory(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        @Nullable Path parent = directory.toAbsolutePath().getParent();
        Files.createDirectories(directory, PRIVATE_DIRECTORY);
        if (parent != null) {
          syncDirectory(parent);
        }
      }
    } catch (IOException e) {
      throw trouble("make the directory", directory, e);
    }
  }

  /// Replaces `file` (0600): whoever reads it sees the old text or the new one, also after a power
  /// cut; two writers at once leave the text of one of them.
  static void replace(Path file, byte[] content) {
    Path temporary = temporaryBeside(file);
    try {
      writeAndSync(temporary, content);
      removeAbandoned(file, Files.getLastModifiedTime(temporary));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory(directoryOf(file));
    } catch (IOException e) {
      throw trouble("write", file, e);
    } finally {
      discard(temporary);
    }
  }

  /// Makes `file` (0600) with the whole content unless it exists; false when it does.
  static boolean createOnce(Path file, byte[] content) {
    Path temporary = temporaryBeside(file);
    try {
      writeAndSync(temporary, content);
      // A hard link is exclusive like O_EXCL, and the name never stands for half a file.
      Files.createLink(file, temporary);
      syncDirectory(directoryOf(file));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      throw trouble("write", file, e);
    } finally {
      discard(temporary);
    }
  }

  static boolean isOpenTo(Path file, PosixFilePermission first, PosixFilePermission... rest)
      throws IOException {
    Set<PosixFilePermission> open = EnumSet.of(first, rest);
    open.retainAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    return !open.isEmpty();
  }

  static StoreException trouble(String verb, Path path, Exception e) {
    return new StoreException(
        "Could not %s %s: %s.".formatted(verb, path, reason(e)), remedy(path, e), e);
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void writeAndSync(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
      ByteBuffer left = ByteBuffer.wrap(content);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /// A writer killed between its write and its rename leaves its temporary file; after ten minutes,
  /// by the disk's own clock, nobody is coming back for it.
  private static void removeAbandoned(Path file, FileTime now) throws IOException {
    try (DirectoryStream<Path> temporaries =
        Files.newDirectoryStream(directoryOf(file), "." + glob(file) + ".*.tmp")) {
      for (Path temporary : temporaries) {
        if (isAbandoned(temporary, now)) {
          Files.deleteIfExists(temporary);
        }
      }
    }
  }

  private static boolean isAbandoned(Path temporary, FileTime now) throws IOException {
    try {
      long age = now.toMillis() - Files.getLastModifiedTime(temporary).toMillis();
      return age > ABANDONED_AFTER_MILLIS;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static String glob(Path file) {
    return file.getFileName().toString().replaceAll("([\\[\\]{}*?\\\\])", "\\\\$1");
  }

  private static void discard(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException _) {
      // It was renamed, or the failure that is on its way says more than this one.
    }
  }

  private static Path temporaryBeside(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  private static Path directoryOf(Path file) {
    @Nullable Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file : parent;
  }

  private static String reason(Exception e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case NotDirectoryException _ -> "something on the way is not a directory";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static String remedy(Path path, Exception e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains("No space left") || text.contains("quota")) {
      return "Free some space on that disk, or point --data at another one.";
    }
    if (text.contains("Read-only")) {
      return "Point --data at a directory on a disk that can be written.";
    }
    if (e instanceof AccessDeniedException) {
      return "Give yourself the right to write there (`ls -ld %s`), or point --data elsewhere."
          .formatted(directoryOf(path));
    }
    return "Look at it with `ls -ld %s`, or point --data elsewhere.".formatted(path);
  }
}
