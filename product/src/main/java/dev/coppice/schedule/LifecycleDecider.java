package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.work.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Opening, resuming, pausing and ending the orchestrator and its agents.
final class LifecycleDecider {
  private static final String SHUT_DOWN = "the orchestrator was shut down";

  private LifecycleDecider() {}

  static void open(Turn turn, Message.Open open) {
    OrchestratorState state = turn.state();
    if (!state.isOpen()) {
      turn.emit(
          new Event.SystemOpened(
              turn.uuid().toString(),
              open.systemId(),
              open.systemPath(),
              open.target(),
              open.worktreesPath(),
              turn.now()));
    } else if (!isSame(turn, open)) {
      return;
    }
    readAgain(turn, open.settings(), open.roadmap());
    SystemInfo system = turn.state().openSystem();
    turn.emit(new Event.OwnerStarted(system.epoch() + 1, open.autopilot()));
    if (open.autopilot() && system.status() == SystemInfo.Status.TERMINATED) {
      turn.emit(new Event.Resumed());
      releaseShutDown(turn);
    }
    turn.effect(new Effect.ObserveTarget());
    Recovery.run(turn);
    WorkDecider.takeOver(turn);
    turn.sweep();
  }

  /// A log that was lost must not have everything worked again: main alone tells what landed.
  static void landedBefore(Turn turn, Map<ModuleId, String> landed) {
    landed.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> turn.state().roadmap().find(entry.getKey()).isPresent())
        .filter(entry -> !turn.state().accepted().containsKey(entry.getKey()))
        .forEach(entry -> turn.emit(new Event.FoundLanded(entry.getKey(), entry.getValue())));
  }

  private static boolean isSame(Turn turn, Message.Open open) {
    SystemInfo system = turn.state().openSystem();
    if (!system.systemId().equals(open.systemId())) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "This process already holds system \"%s\".".formatted(system.systemId()),
          "Start another process for \"%s\".".formatted(open.systemId()));
      return false;
    }
    if (!system.systemPath().equals(open.systemPath())) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "System \"%s\" lies at %s, not at %s."
              .formatted(system.systemId(), system.systemPath(), open.systemPath()),
          "Open it where it lies, or choose another system id. If the repository was moved, name a"
              + " new data directory: what has landed is read from its own history.");
      return false;
    }
    return true;
  }

  static void readAgain(Turn turn, Settings settings, Roadmap roadmap) {
    if (!settings.equals(turn.state().settings())) {
      turn.emit(new Event.SettingsRead(settings));
    }
    if (!roadmap.equals(turn.state().roadmap().roadmap())) {
      turn.emit(new Event.RoadmapRead(roadmap));
    }
  }

  static void pause(Turn turn) {
    if (turn.state().openSystem().status() == SystemInfo.Status.ACTIVE) {
      turn.emit(new Event.Paused("asked to"));
    }
  }

  /// Also lifts a shutdown: what ended stays ended, new work may start.
  static void resume(Turn turn) {
    if (turn.state().openSystem().status() != SystemInfo.Status.ACTIVE) {
      turn.emit(new Event.Resumed());
      releaseShutDown(turn);
      WorkDecider.takeOver(turn);
    }
  }

  /// What only a shutdown ended may be chosen again.
  private static void releaseShutDown(Turn turn) {
    turn.state().held().entrySet().stream()
        .filter(entry -> entry.getValue().endsWith(SHUT_DOWN))
        .map(Map.Entry::getKey)
        .sorted()
        .forEach(module -> turn.emit(new Event.ModuleReleased(module)));
  }

  static void shutdown(Turn turn) {
    if (turn.state().openSystem().status() == SystemInfo.Status.TERMINATED) {
      return;
    }
    endAll(turn);
    WorkDecider.closeWaiting(turn, SHUT_DOWN);
    turn.emit(new Event.ShutDown());
  }

  /// Ends every live agent, save one whose landing cannot be called back any more.
  static void endAll(Turn turn) {
    turn.state().liveAgents().stream()
        .sorted(Comparator.comparing(Agent::id))
        .forEach(agent -> end(turn, agent, SHUT_DOWN));
  }

  static void stopOwner(Turn turn) {
    if (turn.state().openSystem().stopping()) {
      return;
    }
    turn.emit(new Event.OwnerStopped("asked to"));
    turn.state().running().keySet().stream()
        .sorted(Comparator.comparing(AttemptId::value))
        .forEach(attempt -> turn.effect(new Effect.StopAttempt(attempt, true)));
  }

  static void terminate(Turn turn, AgentId id) {
    var agent = turn.state().findAgent(id);
    if (agent.isEmpty()) {
      refuseUnknown(turn, id);
    } else if (isAdvancing(turn, agent.get())) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "The work of agent %s is landing this moment.".formatted(id),
          "Wait for the landing to end.");
    } else if (!agent.get().status().isEnded()) {
      end(turn, agent.get(), "asked to");
    }
  }

  static void refuseUnknown(Turn turn, AgentId id) {
    turn.refuse(
        Refusal.Kind.UNKNOWN,
        "Agent not found: %s.".formatted(id),
        "List the agents to see their ids.");
  }

  private static boolean isAdvancing(Turn turn, Agent agent) {
    return agent.stage() instanceof Stage.ToLand(var id)
        && turn.state().landing(id).step() instanceof Landing.Step.Advancing;
  }

  /// Ends an agent whatever it is doing. Its worktree and branch stay.
  static void end(Turn turn, Agent agent, String why) {
    if (isAdvancing(turn, agent)) {
      return;
    }
    for (Map.Entry<AttemptId, Running> entry : turn.state().running().entrySet()) {
      if (entry.getValue().belongsTo(agent.id())) {
        turn.effect(new Effect.StopAttempt(entry.getKey(), false));
      }
    }
    if (agent.stage() instanceof Stage.ToLand(var landing)) {
      turn.emit(new Event.LandingDropped(landing, why));
    }
    turn.emit(new Event.AgentTerminated(agent.id(), why, turn.now()));
    turn.emit(new Event.ItemClosed(agent.assignment().item(), "terminated: " + why));
    InboxDecider.closeOf(turn, agent.id(), "the agent was terminated");
    InboxDecider.closeUnasked(turn);
  }

  static void tick(Turn turn, long freeDisk) {
    long floor = turn.settings().minimumFreeDisk();
    boolean full = freeDisk >= 0 && freeDisk < floor;
    var alert =
        turn.state().inbox().values().stream()
            .filter(item -> item.about().equals(InboxDecider.ABOUT_DISK))
            .findFirst();
    if (full && alert.isEmpty()) {
      InboxDecider.open(
          turn,
          new InboxItem(
              turn.inboxId(),
              InboxKind.ALERT,
              InboxDecider.ABOUT_DISK,
              null,
              null,
              "The disk has %d MB free; under %d MB nothing new is started. Free some space."
                  .formatted(freeDisk >> 20, floor >> 20),
              "",
              List.of("recheck"),
              turn.now()));
    } else if (freeDisk >= floor && alert.isPresent()) {
      turn.emit(
          new Event.InboxAnswered(alert.get().id(), "there is space again", "coppice", turn.now()));
    }
    turn.sweep();
  }
}
