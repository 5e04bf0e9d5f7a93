package dev.coppice.runner;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which process listens on a port of this machine, as far as the kernel tells this user.
public final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private PortHolder() {}

  /// The process, or nothing when there is none or it is another user's.
  public static Optional<ProcessHandle> find(int port) {
    Set<String> sockets =
        Stream.of("tcp", "tcp6")
            .flatMap(table -> lines(PROC.resolve("net").resolve(table)))
            .map(line -> line.strip().split("\\s+", -1))
            .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTENS))
            .filter(fields -> fields[LOCAL].endsWith(":%04X".formatted(port)))
            .map(fields -> "socket:[" + fields[INODE] + "]")
            .collect(Collectors.toSet());
    return sockets.isEmpty()
        ? Optional.empty()
        : ProcessHandle.allProcesses().filter(process -> hasOne(process, sockets)).findFirst();
  }

  private static boolean hasOne(ProcessHandle process, Set<String> sockets) {
    Path descriptors = PROC.resolve(Long.toString(process.pid())).resolve("fd");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
      for (Path entry : entries) {
        if (sockets.contains(target(entry))) {
          return true;
        }
      }
    } catch (IOException _) {
      // It has ended, or is not ours to look into.
    }
    return false;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException _) {
      return ""; // Closed meanwhile.
    }
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }
}
