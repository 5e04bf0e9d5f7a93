package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptReport;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Runs attempts as processes of this machine.
///
/// An attempt is a shim, a run directory and a command, and none of them needs us. The shim takes a
/// lock, records who it is, and becomes the *holder*; inside, a second half runs the command, keeps
/// its limits, kills what it leaves behind and writes the exit record. We write the intent before,
/// watch the files during, and renew a lease. So:
///
/// - We may die at any moment. A successor finds the directory and goes on reading where it likes;
///   output is in files, so none is lost and nobody is killed by a broken pipe.
/// - An attempt is never doubled: the shim needs the lock and refuses when there is an exit record.
/// - An intent whose shim never appeared or vanished is *sealed*: the lock is taken, what is left
///   is killed and the missing exit record is written, under the lock. A shim that comes late is
///   refused by that record, so the answer "lost" stays true.
/// - Nothing outlives its holder: in a process namespace the kernel sees to it; without one the
///   inner half does, as well as it can.
/// - Nobody is left to burn money: without a renewed lease the shim ends its attempt.
///
/// The other half of this contract is `docs/run-directory.md`.
public final class LocalRunner implements Runner {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

  /// How long a shim may take to appear: one we spawned on a busy machine, and one whose spawner is
  /// dead. Too short costs the attempt, never a double.
  private static final Duration OWN_PATIENCE = Duration.ofSeconds(5);

  private static final Duration ADOPTED_PATIENCE = Duration.ofSeconds(1);

  private final Path runs;
  private final InstantSource clock;
  private final Isolation isolation;
  private final Shim shim;
  private final RunWatcher watcher;
  private final Set<AttemptId> starting = ConcurrentHashMap.newKeySet();

  /// Runs attempts under `run/` in the data directory, as well isolated as this machine allows.
  public LocalRunner(Path dataDir, InstantSource clock) {
    this(dataDir, clock, Isolation.probe());
  }

  /// The same with a given isolation.
  public LocalRunner(Path dataDir, InstantSource clock, Isolation isolation) {
    Path data = dataDir.toAbsolutePath().normalize();
    this.runs = data.resolve("run");
    this.clock = clock;
    this.isolation = isolation;
    try {
      DurableFile.createFolders(runs);
      this.shim = new Shim(data, isolation);
      this.watcher = new RunWatcher(shim);
    } catch (IOException e) {
      throw new RunnerException(
          "the data directory " + data + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void start(RunSpec spec, RunListener listener) {
    AttemptId id = spec.id();
    if (watcher.find(id).isPresent() || !starting.add(id)) {
      return;
    }
    try {
      RunDirectory directory = directory(id);
      if (directory.exists()) {
        adopt(id, listener);
        return;
      }
      directory.create(spec, isolation, clock.instant());
      Optional<RunEnd.SpawnFailed> refusal = findRefusal(spec);
      if (refusal.isEmpty()) {
        watch(directory, spec.limits(), RunOffsets.start(), listener, OWN_PATIENCE, Duration.ZERO);
        spawn(directory, spec);
      } else {
        ExitRecord.write(directory.file("exit.json"), refusal.get(), clock.instant());
        watch(directory, spec.limits(), RunOffsets.start(), listener, OWN_PATIENCE, Duration.ZERO);
      }
    } catch (IOException e) {
      throw new RunnerException("attempt " + id + " cannot be started: " + e.getMessage(), e);
    } finally {
      starting.remove(id);
    }
  }

  private Optional<RunEnd.SpawnFailed> findRefusal(RunSpec spec) {
    return shim.missing()
        .map(missing ->
            new RunEnd.SpawnFailed(
                "attempts need " + missing + " on this machine; install bash and util-linux", true))
        .or(() -> CommandLookup.findRefusal(spec));
  }

  private void spawn(RunDirectory directory, RunSpec spec) throws IOException {
    try {
      shim.spawn(directory, spec);
    } catch (IOException e) {
      RunEnd.SpawnFailed end =
          new RunEnd.SpawnFailed("it cannot be spawned: " + e.getMessage(), false);
      ExitRecord.write(directory.file("exit.json"), end, clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was spawned; the watch goes on
    }
  }

  @Override
  public boolean adopt(AttemptId id, RunOffsets from, RunListener listener) {
    RunDirectory directory = directory(id);
    if (!directory.exists()) {
      return false;
    }
    try {
      RunLimits limits = Intent.readLimits(directory.file("intent.json"));
      Duration idle = idleFor(directory, limits);
      watch(directory, limits, from, listener, ADOPTED_PATIENCE, idle);
      return true;
    } catch (IOException e) {
      throw new RunnerException("attempt " + id + " cannot be adopted: " + e.getMessage(), e);
    }
  }

  /// How long an adopted attempt has been silent; at most half its limit, because the wall clock
  /// may have been moved or the machine asleep.
  private Duration idleFor(RunDirectory directory, RunLimits limits) throws IOException {
    Duration idle = Duration.between(directory.lastWritten(), clock.instant());
    Duration most = limits.idle().dividedBy(2);
    return idle.isNegative() ? Duration.ZERO : idle.compareTo(most) > 0 ? most : idle;
  }

  private void watch(
      RunDirectory directory,
      RunLimits limits,
      RunOffsets from,
      RunListener listener,
      Duration patience,
      Duration idle) {
    RunWatch watch = new RunWatch(directory, limits, from, listener, watcher, patience, idle);
    watcher.add(watch, limits.lease());
  }

  @Override
  public void stop(AttemptId id, StopReason reason) {
    RunDirectory directory = directory(id);
    if (!directory.exists() || directory.hasEnded()) {
      return;
    }
    try {
      Optional<RunWatch> watch = watcher.find(id);
      if (watch.isPresent()) {
        watch.get().askStop(reason);
      } else {
        directory.requestStop(reason);
      }
    } catch (IOException e) {
      throw new RunnerException("attempt " + id + " cannot be stopped: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean report(AttemptId id, AttemptReport report) {
    RunDirectory directory = directory(id);
    if (!directory.exists() || directory.hasEnded()) {
      return false;
    }
    try {
      ReportWriter.append(directory.file("report.jsonl"), report);
      return true;
    } catch (IOException e) {
      throw new RunnerException(
          "the report of attempt " + id + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public List<AttemptId> known() {
    List<AttemptId> known = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs)) {
      for (Path folder : folders) {
        String name = folder.getFileName().toString();
        if (ID.matcher(name).matches() && Files.exists(folder.resolve("intent.json"))) {
          known.add(new AttemptId(name));
        }
      }
    } catch (IOException e) {
      throw new RunnerException(
          "the run directories in " + runs + " cannot be listed: " + e.getMessage(), e);
    }
    known.sort((one, other) -> one.value().compareTo(other.value()));
    return known;
  }

  @Override
  public List<AttemptId> live() {
    return known().stream().filter(id -> !directory(id).hasEnded()).toList();
  }

  @Override
  public void forget(AttemptId id) {
    RunDirectory directory = directory(id);
    if (!directory.exists()) {
      return;
    }
    if (!directory.hasEnded() || watcher.find(id).isPresent()) {
      throw new IllegalStateException(
          "attempt " + id + " has not ended yet; stop it, and wait for its end");
    }
    try {
      directory.delete();
    } catch (IOException e) {
      throw new RunnerException(
          "the run directory of attempt " + id + " cannot be removed: " + e.getMessage(), e);
    }
  }

  @Override
  public Isolation isolation() {
    return isolation;
  }

  @Override
  public void close() {
    watcher.close();
  }

  private RunDirectory directory(AttemptId id) {
    return new RunDirectory(runs, id);
  }
}
