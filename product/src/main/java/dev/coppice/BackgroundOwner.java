package dev.coppice;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.store.DataDirectory;
import dev.coppice.store.OwnerAddress;
import dev.coppice.store.OwnerLock;
import dev.coppice.worktree.RepositoryPlace;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Starts an owner that belongs to nobody's terminal: a session of its own, so that neither a
/// Ctrl-C nor the end of whoever asked for it reaches it. It ends by itself when nobody needs it.
final class BackgroundOwner {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
  private static final long LONGEST_LOG = 1L << 20;
  private static final int LAST_LINES = 5;
  private static final int LAST_BYTES = 4096;

  private final Location location;
  private final RepositoryPlace place;
  private final Path log;

  BackgroundOwner(Location location, RepositoryPlace place) {
    this.location = location;
    this.place = place;
    this.log = DataDirectory.open(place.commonDir(), location.data()).path().resolve("serve.log");
  }

  /// The owner of the system; one is started where there is none. When several ask at once, one of
  /// those they start wins, and all find that one.
  ///
  /// @throws CommandFailure with the last lines of its log, if none comes up
  OwnerAddress findOrStart() {
    Optional<OwnerAddress> running = OwnerLock.find(place.commonDir());
    return running.isPresent() ? running.get() : start();
  }

  private OwnerAddress start() {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    // Somebody who owns it for a moment only, or who is about to say where he listens.
    while (OwnerLock.isHeld(place.commonDir()) && System.nanoTime() < giveUp) {
      Optional<OwnerAddress> owner = OwnerLock.find(place.commonDir());
      if (owner.isPresent()) {
        return owner.get();
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    var _ = DataDirectory.open(place.commonDir(), location.data());
    try {
      long old = makeRoom();
      Process process = launch();
      while (System.nanoTime() < giveUp) {
        boolean ended = !process.isAlive();
        Optional<OwnerAddress> owner = OwnerLock.find(place.commonDir());
        if (owner.isPresent()) {
          return owner.get();
        }
        if (ended && !OwnerLock.isHeld(place.commonDir())) {
          throw failure("could not be started", old);
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      throw failure("did not come up within %d seconds".formatted(PATIENCE.toSeconds()), old);
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "An owner of %s could not be started: %s".formatted(place.root(), e.getMessage()),
          "Coppice needs util-linux, and a data directory that it can write to.");
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(OwnProgram.javaThatStays());
    command.addAll(List.of("serve", "--repo", place.root().toString()));
    command.addAll(List.of("--port", "0", "--exit-when-idle", IDLE.toSeconds() + "s"));
    if (location.data() != null) {
      command.addAll(List.of("--data", location.data().toString()));
    }
    return new ProcessBuilder(command)
        .directory(place.root().toFile())
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(log.toFile()))
        .start();
  }

  /// @return how long the log is already
  private long makeRoom() throws IOException {
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
      Files.move(log, log.resolveSibling("serve.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private CommandFailure failure(String what, long old) {
    List<String> lines = lastLines(old);
    String said = lines.isEmpty() ? "" : ". It said: " + String.join(" ", lines);
    return new CommandFailure(
        Exit.FAILED,
        "An owner of %s %s%s".formatted(place.root(), what, said),
        "Mend that, or look into " + log + ".");
  }

  private List<String> lastLines(long old) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(Math.min(old, file.length()), file.length() - LAST_BYTES);
      byte[] end = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(end);
      List<String> lines =
          new String(end, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException _) {
      return List.of();
    }
  }
}
