package dev.coppice.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and folders that only their owner may read, and that are on the disk when we say so.
final class DurableFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private DurableFile() {}

  static void createFolder(Path folder) throws IOException {
    Files.createDirectory(folder, OWNER_FOLDER);
  }

  static void createFolders(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_FOLDER);
  }

  /// Creates the file, which must not exist.
  static void create(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
      writeAll(channel, content);
    }
  }

  /// The same, and on the disk.
  static void createSynced(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_FILE)) {
      writeAll(channel, content);
      channel.force(true);
    }
  }

  /// Puts the file in place whole or not at all, over one that may be there; not forced to the
  /// disk.
  static void replace(Path file, byte[] content) throws IOException {
    long process = ProcessHandle.current().pid();
    long thread = Thread.currentThread().threadId();
    Path fresh = file.resolveSibling("%s.%d-%d.tmp".formatted(file.getFileName(), process, thread));
    Files.deleteIfExists(fresh);
    create(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Makes created, renamed and deleted names durable.
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void writeAll(FileChannel channel, byte[] content) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
