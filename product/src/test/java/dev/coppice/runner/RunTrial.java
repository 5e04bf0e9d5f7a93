package dev.coppice.runner;

import static org.awaitility.Awaitility.await;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What the tests with real processes share: a data directory, runners that are closed and attempts
/// that are ended afterwards, and a mark by which a process that was left behind is found.
abstract class RunTrial {
  static final AttemptId ID = new AttemptId("attempt-1");
  static final RunLimits LIMITS =
      new RunLimits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMillis(300),
          Duration.ofSeconds(8),
          1L << 30);

  /// Stands in the argument list of every process these attempts start.
  final String mark = "mark-" + UUID.randomUUID();

  private final List<LocalRunner> runners = new ArrayList<>();

  @TempDir Path dataDir;

  static Stream<Isolation> rungs() {
    return Stream.of(Isolation.probe(), Isolation.bestEffort("asked for by a test")).distinct();
  }

  LocalRunner runner(Isolation isolation) {
    LocalRunner runner = new LocalRunner(dataDir, InstantSource.system(), isolation);
    runners.add(runner);
    return runner;
  }

  RunSpec bash(String script) {
    return bash(script, LIMITS);
  }

  RunSpec bash(String script, RunLimits limits) {
    return new RunSpec(
        ID,
        List.of("bash", "-c", script, mark),
        dataDir,
        Map.of("PATH", System.getenv("PATH"), "MARK", mark),
        null,
        limits);
  }

  Path runFile(String name) {
    return dataDir.resolve("run").resolve(ID.value()).resolve(name);
  }

  void awaitNoSurvivor() {
    await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> survivors(mark).isEmpty());
  }

  /// The processes with this word in their argument list. One that has ended and only waits to be
  /// collected has no argument list.
  static List<Long> survivors(String word) {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (commandLine(process).contains(word)) {
          found.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @AfterEach
  void endEverything() {
    runners.forEach(LocalRunner::close);
    try (LocalRunner last = new LocalRunner(dataDir, InstantSource.system())) {
      for (AttemptId id : last.live()) {
        RecordingListener listener = new RecordingListener();
        last.adopt(id, listener);
        last.stop(id, StopReason.TERMINATED);
        listener.awaitEnd();
      }
    }
    survivors(mark).forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
