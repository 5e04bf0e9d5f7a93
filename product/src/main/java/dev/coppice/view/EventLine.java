package dev.coppice.view;

import dev.coppice.event.OrchestrationEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One published event as one sentence for people. On one line and free of control characters,
/// whatever an agent wrote into it; not cut.
public final class EventLine {
  private static final int SHORT_COMMIT = 10;

  private final OrchestrationEvent event;

  private EventLine(OrchestrationEvent event) {
    this.event = event;
  }

  /// The sentence. A type that is not known here is told by its name.
  public static String of(OrchestrationEvent event) {
    var line = new EventLine(event);
    String sentence = EventType.find(event.type()).map(line::sentence).orElse(event.type());
    String who = event.moduleId() == null ? "" : event.moduleId() + ": ";
    return DisplayText.line(who + sentence);
  }

  private String sentence(EventType type) {
    return switch (type) {
      case ORCHESTRATOR_CREATED -> "system " + text("systemId") + " opened for the first time";
      case ORCHESTRATOR_STARTED -> "orchestrator started";
      case ORCHESTRATOR_PAUSED -> "paused" + reason() + "; nothing new is started";
      case ORCHESTRATOR_RESUMED -> "orchestrator goes on";
      case ORCHESTRATOR_TERMINATED -> "orchestrator shut down";
      case AGENT_SPAWNED -> spawned();
      case AGENT_STARTED -> "attempt" + prefixed(" ", text("attempt")) + " runs";
      case AGENT_PROGRESS -> field("progress", "percentComplete") + "% done";
      case AGENT_BLOCKED -> "blocked (" + text("inbox") + "): " + text("reason");
      case AGENT_RETRYING -> error() + "; waits uncharged" + prefixed(" until ", text("notBefore"));
      case AGENT_COMPLETED -> "accepted after " + duration();
      case AGENT_FAILED -> "agent gives up: " + text("error");
      case AGENT_TERMINATED -> "terminated" + reason();
      case WORKTREE_CREATED -> "worktree cut from " + commit("base");
      case WORKTREE_MERGED -> "landed on " + text("target") + " as " + commit("commit") + checks();
      case WORKTREE_DELETED -> "worktree deleted";
      case WORK_ASSIGNED ->
          "chosen: " + list("workItems") + " (" + field("concurrency", "mode") + ")";
      case WORK_COMPLETED -> "work item completed";
      case FAILURE_RETRY ->
          error()
              + ", retry "
              + text("attempt")
              + " of "
              + text("maxRetries")
              + " with the evidence";
      case FAILURE_REASSIGN -> error() + "; " + field("decision", "reasoning");
      case FAILURE_ESCALATE -> error() + "; a person is asked: " + field("decision", "reasoning");
      case TARGET_GREEN -> "target " + text("target") + " is green at " + commit("commit");
      case TARGET_RED ->
          "target " + text("target") + " is red at " + commit("commit") + ": " + text("error");
      case CHECK_PASSED -> check() + " passed in " + duration();
      case CHECK_FAILED -> check() + " red" + prefixed(", exit code ", text("exitCode"));
      case CHECK_REFUTED -> "claimed \"" + text("claim") + "\", but " + text("truth");
      case GATE_PASSED -> text("gate") + " passed" + prefixed(": ", text("how"));
      case INBOX_OPENED -> "inbox " + text("inbox") + ": " + text("question") + options();
      case INBOX_ANSWERED ->
          "inbox " + text("inbox") + " answered by " + text("by") + ": " + text("answer");
      case LANDING_QUEUED ->
          isTrue("approved") ? "waits to land" : "verified, waits for approval to land";
      case LANDING_APPROVED -> "landing approved by " + text("by");
      case LANDING_VERIFIED -> "merge commit verified" + checks();
      case LANDING_CONFLICTED -> "does not merge into what landed meanwhile: " + list("paths");
      case LANDING_RED -> "merge commit is red: " + text("error");
      case LANDING_WAITING -> "landing waits" + reason() + prefixed(": ", list("paths"));
      case LANDING_RETURNED -> "landing begins again" + reason();
      case LANDING_DROPPED -> "left the landing queue" + reason();
    };
  }

  private String spawned() {
    String generation = field("agent", "generation");
    return "agent %s spawned%s, %s"
        .formatted(
            field("agent", "agentName"),
            generation.isEmpty() || generation.equals("1") ? "" : " (number " + generation + ")",
            field("agent", "loopId"));
  }

  private String check() {
    String kind =
        switch (text("purpose")) {
          case "setup" -> "setup ";
          case "landing" -> "on the merge commit, check ";
          case "target" -> "on the target, check ";
          default -> "check ";
        };
    return kind + text("check");
  }

  private String error() {
    return text("error").replaceAll("[.\\s]+$", "");
  }

  private String reason() {
    return prefixed(": ", text("reason"));
  }

  private String checks() {
    return prefixed(" (", list("checks")) + (list("checks").isEmpty() ? "" : ")");
  }

  private String options() {
    String options =
        event.data().get("options") instanceof List<?> words
            ? words.stream().map(String::valueOf).collect(Collectors.joining(" | "))
            : "";
    return options.isEmpty() ? "" : " [" + options + "]";
  }

  private String duration() {
    return event.data().get("duration") instanceof Number milliseconds
        ? ElapsedText.of(java.time.Duration.ofMillis(milliseconds.longValue()))
        : "an unknown time";
  }

  private boolean isTrue(String name) {
    return Boolean.TRUE.equals(event.data().get(name));
  }

  private String commit(String name) {
    String commit = text(name);
    return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
  }

  private String list(String name) {
    return event.data().get(name) instanceof List<?> values
        ? values.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "";
  }

  private String field(String name, String inner) {
    return event.data().get(name) instanceof Map<?, ?> map ? string(map.get(inner)) : "";
  }

  private String text(String name) {
    return string(event.data().get(name));
  }

  private static String string(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String prefixed(String prefix, String text) {
    return text.isEmpty() ? "" : prefix + text;
  }
}
