package dev.coppice.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// Names one process for ever: a process id alone is used again by the system.
///
/// @param startTime clock ticks after boot where there is a `/proc`, else seconds since 1970
/// @param boot names the boot; empty where there is no `/proc`
public record ProcessIdentity(long pid, long startTime, String boot) {
  private static final Path PROC = Path.of("/proc");
  private static final boolean HAS_PROC = Files.exists(PROC.resolve("self/stat"));
  private static final String BOOT = read(PROC.resolve("sys/kernel/random/boot_id")).strip();
  private static final int FIELDS_TO_START_TIME = 19;

  /// The identity of a process that runs now.
  public static Optional<ProcessIdentity> find(long pid) {
    if (!HAS_PROC) {
      return ProcessHandle.of(pid)
          .flatMap(handle -> handle.info().startInstant())
          .map(start -> new ProcessIdentity(pid, start.getEpochSecond(), ""));
    }
    String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
    // The name of the program stands in parentheses and may contain anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    if (fields.length <= FIELDS_TO_START_TIME || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessIdentity(pid, Long.parseLong(fields[FIELDS_TO_START_TIME]), BOOT));
  }

  /// The identity a shim without `/proc` recorded at the given time: it knows its process id only.
  static ProcessIdentity recorded(long pid, Instant at) {
    return find(pid)
        .filter(found -> found.startTime <= at.getEpochSecond() + 1)
        .orElse(new ProcessIdentity(pid, -1, ""));
  }

  /// Whether this very process still runs. One that has ended and only waits to be collected by its
  /// parent does not.
  public boolean isAlive() {
    return find(pid).filter(this::equals).isPresent();
  }

  /// Whether the machine was started again since.
  boolean isFromAnotherBoot() {
    return HAS_PROC && !boot.equals(BOOT);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
