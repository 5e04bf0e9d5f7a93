package dev.coppice.orchestration;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What every attempt of a [SimulatedOrchestration] printed: three lines.
///
/// @param broken whether it cannot be read, and nobody expected that
record SimulatedOutput(boolean broken) {
  private static final List<String> LINES =
      List.of("first line", "second \u001b[2Jline", "third line");
  private static final byte[] BYTES =
      (String.join("\n", LINES) + "\n").getBytes(StandardCharsets.UTF_8);

  List<String> lines(int last) {
    requireWhole();
    return last == 0 ? LINES : LINES.subList(Math.max(0, LINES.size() - last), LINES.size());
  }

  LogPart part(
      List<LoggedAttempt> known, AttemptId attempt, LogPart.Stream stream, long from, int bytes) {
    requireWhole();
    if (known.stream().noneMatch(one -> one.attemptId().equals(attempt))) {
      throw new OrchestrationException(
          Refusal.Kind.UNKNOWN, "The agent has no attempt %s.".formatted(attempt), "List them.");
    }
    int begin = (int) Math.min(from, BYTES.length);
    int end = Math.min(BYTES.length, begin + bytes);
    String text = new String(BYTES, begin, end - begin, StandardCharsets.UTF_8);
    return new LogPart(attempt, stream, begin, end, BYTES.length, text);
  }

  private void requireWhole() {
    if (broken) {
      throw new IllegalStateException("run directory is gone\nand more that nobody wants to read");
    }
  }

  /// Those that run now.
  static List<LoggedAttempt> attempts(Snapshot snapshot, AgentId agent) {
    return snapshot.state().running().entrySet().stream()
        .filter(entry -> entry.getValue().belongsTo(agent))
        .map(entry -> attempt(snapshot, entry))
        .toList();
  }

  private static LoggedAttempt attempt(Snapshot snapshot, Map.Entry<AttemptId, Running> entry) {
    return new LoggedAttempt(
        entry.getKey(),
        entry.getValue() instanceof Running.OfAgent ? "agent" : "check",
        "attempt 1, IMPLEMENT",
        snapshot.at(),
        null,
        null,
        BYTES.length,
        0);
  }
}
