package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/// Tells the program's log what somebody looks for there: which agents and landings began and how
/// they ended. Everything else is in the log of events.
final class EventLogging {
  private static final Logger LOG = System.getLogger(EventLogging.class.getName());

  private EventLogging() {}

  /// @param state after the events
  static void log(List<Event> events, OrchestratorState state) {
    if (!LOG.isLoggable(Level.INFO)) {
      return;
    }
    for (Event event : events) {
      String line = line(event, state);
      if (!line.isEmpty()) {
        LOG.log(Level.INFO, line);
      }
    }
  }

  private static String line(Event event, OrchestratorState state) {
    return switch (event) {
      case Event.AgentSpawned it ->
          "agent %s begins%s (%s, generation %d)"
              .formatted(it.agent(), about(it.agent(), state), it.agentName(), it.generation());
      case Event.AgentCompleted it -> "agent %s completed %s".formatted(it.agent(), it.module());
      case Event.AgentTerminated it ->
          "agent %s terminated%s: %s".formatted(it.agent(), about(it.agent(), state), it.reason());
      case Event.AgentFailed it ->
          "agent %s failed%s: %s %s"
              .formatted(
                  it.agent(),
                  about(it.agent(), state),
                  it.failure().cause(),
                  it.failure().summary());
      case Event.LandingQueued it ->
          "landing %s of %s opened at %s".formatted(it.landing(), it.module(), it.commit());
      case Event.Landed it ->
          "landing %s of %s landed as %s".formatted(it.landing(), it.module(), it.commit());
      case Event.LandingConflicted it ->
          "landing %s closed: it conflicts in %s".formatted(it.landing(), it.paths());
      case Event.LandingRed it ->
          "landing %s closed: %s".formatted(it.landing(), it.failure().summary());
      case Event.LandingDropped it -> "landing %s closed: %s".formatted(it.landing(), it.reason());
      default -> "";
    };
  }

  private static String about(dev.coppice.agent.AgentId id, OrchestratorState state) {
    Agent agent = state.agents().get(id);
    return agent == null ? "" : " on " + agent.module();
  }
}
