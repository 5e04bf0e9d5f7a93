package dev.coppice.view;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.SystemInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// The orchestrator in the contract's shape. Modules that are blocked or deferred are in none of
/// the three lists.
///
/// @param activeAgents agents that are spawning, active or retrying, in the order they were spawned
public record OrchestratorView(
    String id,
    String systemId,
    String systemPath,
    String status,
    String mainBranch,
    String worktreesPath,
    List<String> activeAgents,
    List<String> activeModules,
    List<String> modulesCompleted,
    List<String> modulesInProgress,
    List<String> modulesPending,
    Instant createdAt,
    Instant lastActiveAt) {
  public OrchestratorView {
    activeAgents = List.copyOf(activeAgents);
    activeModules = List.copyOf(activeModules);
    modulesCompleted = List.copyOf(modulesCompleted);
    modulesInProgress = List.copyOf(modulesInProgress);
    modulesPending = List.copyOf(modulesPending);
  }

  /// The orchestrator as it stands.
  ///
  /// @throws IllegalStateException if no system is open
  public static OrchestratorView of(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    SystemInfo system = state.openSystem();
    List<Agent> active =
        state.agentsInOrder().stream().filter(agent -> agent.status().isActive()).toList();
    ModuleStandings modules = ModuleStandings.of(state);
    return new OrchestratorView(
        system.id(),
        system.systemId(),
        system.systemPath(),
        status(system),
        state.target().name(),
        system.worktreesPath(),
        active.stream().map(agent -> agent.id().toString()).toList(),
        active.stream().map(agent -> agent.module().value()).distinct().toList(),
        names(modules.in(ModuleStatus.COMPLETE)),
        names(modules.in(ModuleStatus.IN_PROGRESS)),
        names(modules.in(ModuleStatus.PENDING)),
        system.createdAt(),
        snapshot.at());
  }

  static String status(SystemInfo system) {
    return system.status().name().toLowerCase(Locale.ROOT);
  }

  private static List<String> names(List<ModuleId> modules) {
    return modules.stream().map(ModuleId::value).toList();
  }
}
