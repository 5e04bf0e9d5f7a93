package dev.coppice.runner;

import dev.coppice.agent.AttemptId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// An owner in a process of its own, to be killed: starts one attempt and waits for its death.
final class RunOwner {
  private RunOwner() {}

  /// Arguments: data directory, attempt, `namespace` or `best-effort`, script, mark.
  public static void main(String[] arguments) throws InterruptedException {
    Isolation isolation =
        arguments[2].equals("namespace")
            ? Isolation.probe()
            : Isolation.bestEffort("asked for by a test");
    try (LocalRunner runner =
        new LocalRunner(Path.of(arguments[0]), InstantSource.system(), isolation)) {
      runner.start(
          new RunSpec(
              new AttemptId(arguments[1]),
              List.of("bash", "-c", arguments[3], arguments[4]),
              Path.of(arguments[0]),
              Map.of("PATH", System.getenv("PATH"), "MARK", arguments[4]),
              null,
              RunTrial.LIMITS),
          new RecordingListener());
      new CountDownLatch(1).await();
    }
  }
}
