package dev.coppice.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Tries each rung with its real command, because settings and error texts do not tell.
final class IsolationProbe {
  private static final List<String> NAMESPACE =
      List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--");
  static final List<String> USER_NAMESPACE =
      List.of(
          "unshare",
          "--user",
          "--map-current-user",
          "--pid",
          "--fork",
          "--kill-child",
          "--mount-proc",
          "--");
  private static final int SECONDS = 2;

  private IsolationProbe() {}

  static Isolation run() {
    List<String> refusals = new ArrayList<>();
    for (List<String> wrapper : List.of(NAMESPACE, USER_NAMESPACE)) {
      String refusal = refusal(wrapper);
      if (refusal.isEmpty()) {
        String kind =
            wrapper.contains("--user") ? "a user and process namespace" : "a process namespace";
        return new Isolation(
            Isolation.Level.NAMESPACE, wrapper, "every attempt runs in " + kind + " of its own");
      }
      refusals.add(refusal);
    }
    return Isolation.bestEffort(
        "no process namespace can be made here (%s); a process that leaves its group and clears its environment can escape"
            .formatted(String.join("; ", refusals)));
  }

  /// Why the rung does not work, empty when it does.
  static String refusal(List<String> wrapper) {
    List<String> command = new ArrayList<>(wrapper);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "unshare did not answer within " + SECONDS + " s";
      }
      byte[] said = process.getInputStream().readNBytes(500);
      if (process.exitValue() == 0) {
        return "";
      }
      return new String(said, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "unshare cannot be run: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
