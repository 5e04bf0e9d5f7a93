package dev.coppice;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where the log goes: a file that only its user may read (0600), or standard error.
final class LogFile implements AutoCloseable {
  private static final long LONGEST = 5L << 20;

  private final OutputStream out;
  private final boolean rolls;
  private long size;

  private LogFile(OutputStream out, boolean rolls, long size) {
    this.out = out;
    this.rolls = rolls;
    this.size = size;
  }

  static LogFile standardError() {
    return new LogFile(new FileOutputStream(FileDescriptor.err), false, 0);
  }

  /// Goes on at the end of a file; makes it, and the folder around it, when there is none.
  ///
  /// @param rolls whether a file of more than 5 MiB becomes `….1` first; else it just grows
  static LogFile append(Path file, boolean rolls) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IOException("it is no file");
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (rolls && Files.exists(whole) && Files.size(whole) > LONGEST) {
      Files.move(
          whole,
          whole.resolveSibling(whole.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    FileChannel channel =
        FileChannel.open(
            whole,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new LogFile(Channels.newOutputStream(channel), rolls, channel.size());
  }

  /// Whether it is time to open the file again, so that it rolls.
  boolean isFull() {
    return rolls && size > LONGEST;
  }

  void write(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    size += bytes.length;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
