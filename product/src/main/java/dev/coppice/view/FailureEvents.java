package dev.coppice.view;

import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.Failure;
import dev.coppice.event.Event.FailureDecided;
import dev.coppice.schedule.Agent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is published of the one decision that follows a failure.
final class FailureEvents {
  private FailureEvents() {}

  static void decided(FailureDecided decided, Publication to) {
    Agent agent = to.findAgent(decided.agent()).orElse(null);
    EventData data = data(decided, agent);
    switch (decided.action()) {
      case RETRY -> to.agent(EventType.FAILURE_RETRY, decided.agent(), data);
      case PARK ->
          to.agent(
              EventType.AGENT_RETRYING, decided.agent(), data.with("reason", decided.reasoning()));
      case REASSIGN -> {
        failed(decided, agent, to);
        to.agent(EventType.FAILURE_REASSIGN, decided.agent(), data);
      }
      case ESCALATE -> {
        // An agent whose failure a person decides on is blocked, not failed.
        if (agent != null && agent.status() == AgentStatus.FAILED) {
          failed(decided, agent, to);
        }
        to.agent(EventType.FAILURE_ESCALATE, decided.agent(), data);
      }
    }
  }

  private static EventData data(FailureDecided decided, @Nullable Agent agent) {
    Failure failure = agent == null ? null : agent.lastFailure();
    return new EventData()
        .with("attempt", agent == null ? null : agent.retryCount())
        .with("maxRetries", agent == null ? null : agent.maxRetries())
        .with("error", failure == null ? null : failure.summary())
        .with("notBefore", decided.notBefore())
        .with(
            "decision",
            new EventData()
                .with("action", decided.action().text())
                .with("reasoning", decided.reasoning())
                .with("context", failure == null ? "" : failure.told())
                .with("nextSteps", nextSteps(decided)));
  }

  private static List<String> nextSteps(FailureDecided decided) {
    String when = decided.notBefore() == null ? "at once" : "at " + decided.notBefore();
    return switch (decided.action()) {
      case RETRY -> List.of("Start the same agent again " + when + ", told what failed.");
      case REASSIGN ->
          List.of(
              "Keep aside what this agent left.",
              "Start a fresh agent " + when + ", told what failed.");
      case ESCALATE -> List.of("A person answers the inbox item.");
      case PARK -> List.of("Wait, uncharged.", "Start the same agent again " + when + ".");
    };
  }

  private static void failed(FailureDecided decided, @Nullable Agent agent, Publication to) {
    Failure failure = agent == null ? null : agent.lastFailure();
    to.agent(
        EventType.AGENT_FAILED,
        decided.agent(),
        new EventData().with("error", failure == null ? decided.reasoning() : failure.summary()));
  }
}
