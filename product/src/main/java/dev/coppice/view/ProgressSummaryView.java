package dev.coppice.view;

import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// How far a system is, in numbers.
///
/// @param orchestrator absent while no system is open
/// @param landings pieces of work on their way into the target
/// @param inbox decisions wanted from a person
public record ProgressSummaryView(
    @Nullable Orchestrator orchestrator,
    Modules modules,
    Agents agents,
    WorkItems workQueue,
    int landings,
    int inbox) {

  /// Which system it is and what it does.
  public record Orchestrator(String id, String systemId, String status) {}

  /// Counts of modules; blocked and deferred ones are in none, the total included.
  public record Modules(
      int total, int completed, int inProgress, int pending, int percentComplete) {
    static Modules of(ModuleStandings standings) {
      int completed = standings.count(ModuleStatus.COMPLETE);
      int inProgress = standings.count(ModuleStatus.IN_PROGRESS);
      int pending = standings.count(ModuleStatus.PENDING);
      int total = completed + inProgress + pending;
      int percent = total == 0 ? 0 : (int) Math.round(100.0 * completed / total);
      return new Modules(total, completed, inProgress, pending, percent);
    }
  }

  /// Counts of agents since the system was opened.
  ///
  /// @param active spawning, active or retrying
  public record Agents(int total, int active, int completed, int failed) {
    static Agents of(Collection<Agent> agents) {
      return new Agents(
          agents.size(),
          (int) agents.stream().filter(agent -> agent.status().isActive()).count(),
          count(agents, AgentStatus.COMPLETED),
          count(agents, AgentStatus.FAILED));
    }

    private static int count(Collection<Agent> agents, AgentStatus status) {
      return (int) agents.stream().filter(agent -> agent.status() == status).count();
    }
  }

  /// Counts of work items.
  public record WorkItems(int pending, int inProgress, int completed, int failed) {
    static WorkItems of(Collection<Item> items) {
      return new WorkItems(
          count(items, Item.Standing.PENDING),
          count(items, Item.Standing.IN_PROGRESS),
          count(items, Item.Standing.COMPLETED),
          count(items, Item.Standing.FAILED));
    }

    private static int count(Collection<Item> items, Item.Standing standing) {
      return (int) items.stream().filter(item -> item.standing() == standing).count();
    }
  }

  /// The numbers as they stand; all zero before a system is open.
  public static ProgressSummaryView of(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    return new ProgressSummaryView(
        state.isOpen() ? orchestrator(state.openSystem()) : null,
        Modules.of(ModuleStandings.of(state)),
        Agents.of(state.agents().values()),
        WorkItems.of(state.items().values()),
        state.landings().size(),
        state.inbox().size());
  }

  private static Orchestrator orchestrator(SystemInfo system) {
    return new Orchestrator(system.id(), system.systemId(), OrchestratorView.status(system));
  }
}
