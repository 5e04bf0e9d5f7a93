package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What many attempts cost while they wait.
class RunLoadIT extends RunTrial {
  private static final int RUNS = 30;

  @Test
  void waitingAttemptsCostNoThreadsAndNoProcessorTime() {
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    LocalRunner runner = runner(Isolation.probe());
    List<RecordingListener> listeners = new ArrayList<>();
    for (int number = 0; number < RUNS; number++) {
      RunSpec sleep = bash("echo ready; exec sleep 300");
      RecordingListener listener = new RecordingListener();
      listeners.add(listener);
      AttemptId id = new AttemptId("many-" + number);
      RunLimits limits = RunLimits.defaults();
      runner.start(
          new RunSpec(id, sleep.command(), dataDir, sleep.environment(), null, limits), listener);
    }
    listeners.forEach(listener -> listener.awaitOut("ready"));

    assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 15);
    String runs = dataDir.resolve("run").toString();
    long before = processorNanos(runs);
    long begin = System.nanoTime();
    Awaitility.await()
        .pollDelay(Duration.ofSeconds(3))
        .until(() -> System.nanoTime() - begin > 3_000_000_000L);
    double cores = (processorNanos(runs) - before) / (double) (System.nanoTime() - begin);

    assertThat(survivors(runs)).hasSizeGreaterThan(RUNS);
    assertThat(cores).isLessThan(0.005);
    for (int number = 0; number < RUNS; number++) {
      runner.stop(new AttemptId("many-" + number), StopReason.SHUTDOWN);
    }
    listeners.forEach(listener ->
        assertThat(listener.awaitEnd()).isEqualTo(new RunEnd.Stopped(StopReason.SHUTDOWN, 143)));
  }

  /// What the processes with this word in their argument list have used since they began.
  private static long processorNanos(String word) {
    return survivors(word).stream()
        .filter(pid -> pid != ProcessHandle.current().pid())
        .mapToLong(RunLoadIT::processorNanos)
        .sum();
  }

  private static long processorNanos(long pid) {
    try {
      String schedule = Files.readString(Path.of("/proc/" + pid + "/schedstat"));
      return Long.parseLong(schedule.substring(0, schedule.indexOf(' ')));
    } catch (IOException e) {
      return 0;
    }
  }
}
