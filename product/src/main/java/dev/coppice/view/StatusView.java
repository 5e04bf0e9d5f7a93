package dev.coppice.view;

import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo;
import dev.coppice.schedule.Tally;
import dev.coppice.schedule.WorkDecider;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything one look at a system shows.
///
/// @param system absent while no system is open
/// @param agents agents that have not ended, in the order they were spawned
/// @param slots how many agents are at work, and the most that may be
/// @param seq the last event this is made from
public record StatusView(
    @Nullable SystemFacts system,
    TargetView target,
    ProgressSummaryView.Modules modules,
    List<AgentView> agents,
    ProgressSummaryView.Agents agentCounts,
    Slots slots,
    ProgressSummaryView.WorkItems workQueue,
    List<InboxView> inbox,
    List<LandingView> landings,
    List<NextWorkView> nextWork,
    Tally tally,
    long seq,
    Instant at) {
  private static final int NEXT_WORK = 5;

  public StatusView {
    agents = List.copyOf(agents);
    inbox = List.copyOf(inbox);
    landings = List.copyOf(landings);
    nextWork = List.copyOf(nextWork);
  }

  /// Which system it is.
  ///
  /// @param autopilot whether free slots are filled without being asked
  /// @param stopping whether its owner is leaving
  public record SystemFacts(
      String id,
      String systemId,
      String systemPath,
      String worktreesPath,
      String status,
      boolean autopilot,
      boolean stopping,
      Instant createdAt) {
    static SystemFacts of(SystemInfo info) {
      return new SystemFacts(
          info.id(),
          info.systemId(),
          info.systemPath(),
          info.worktreesPath(),
          OrchestratorView.status(info),
          info.autopilot(),
          info.stopping(),
          info.createdAt());
    }
  }

  /// Agents at work and finished work that waits for approval; agents that wait to land or for a
  /// person hold no slot.
  ///
  /// @param most absent before the settings were read
  public record Slots(int used, @Nullable Integer most) {
    static Slots of(OrchestratorState state) {
      return new Slots(
          WorkDecider.used(state),
          state.settings() == null ? null : WorkDecider.most(state.settings()));
    }

    boolean areFull() {
      return free() == 0;
    }

    int free() {
      return most == null ? Integer.MAX_VALUE : Math.max(0, most - used);
    }
  }

  public static StatusView of(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    return new StatusView(
        state.isOpen() ? SystemFacts.of(state.openSystem()) : null,
        TargetView.of(state.target()),
        ProgressSummaryView.Modules.of(ModuleStandings.of(state)),
        liveInOrder(state).stream().map(agent -> AgentView.of(snapshot, agent)).toList(),
        ProgressSummaryView.Agents.of(state.agents().values()),
        Slots.of(state),
        ProgressSummaryView.WorkItems.of(state.items().values()),
        state.inboxInOrder().stream().map(InboxView::of).toList(),
        state.landingsInOrder().stream().map(LandingView::of).toList(),
        NextWorkView.of(snapshot, NEXT_WORK),
        state.tally(),
        snapshot.seq(),
        snapshot.at());
  }

  /// Agents that have not ended, in the order they were spawned.
  static List<Agent> liveInOrder(OrchestratorState state) {
    return state.agentsInOrder().stream().filter(agent -> !agent.status().isEnded()).toList();
  }
}
