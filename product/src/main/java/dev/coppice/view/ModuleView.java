package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.roadmap.Dependency;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.roadmap.RoadmapModule;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One module of the roadmap in the contract's shape, with the status it really has: what landed is
/// complete, what an agent works on is in progress, whatever the file says.
///
/// @param status `pending`, `in-progress`, `complete`, `blocked` or `deferred`
/// @param dependsOn ids; one that lies outside the roadmap ends in ` (exists)`
/// @param startedAt when its first agent was spawned
/// @param completedAt when the agent whose work landed was done
/// @param agentId the live agent that works on it
/// @param landedAs the landing commit (object id)
public record ModuleView(
    String id,
    String name,
    String description,
    int layer,
    String status,
    List<String> dependsOn,
    List<String> unlocks,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable String agentId,
    @Nullable String landedAs) {
  public ModuleView {
    dependsOn = List.copyOf(dependsOn);
    unlocks = List.copyOf(unlocks);
  }

  /// Every module in roadmap order.
  public static List<ModuleView> all(Snapshot snapshot) {
    OrchestratorState state = snapshot.state();
    Map<ModuleId, Agent.Times> times = times(state);
    return ModuleStandings.of(state).modules().stream()
        .map(module -> of(state, times, module))
        .toList();
  }

  /// One module.
  ///
  /// @throws dev.coppice.roadmap.UnknownModuleException if the roadmap has no such module
  public static ModuleView of(Snapshot snapshot, ModuleId id) {
    OrchestratorState state = snapshot.state();
    RoadmapModule module = state.roadmap().module(id);
    ModuleStatus status = state.roadmap().status(id, state::isComplete, state.live()::containsKey);
    return of(state, times(state), module.withStatus(status));
  }

  private static ModuleView of(
      OrchestratorState state, Map<ModuleId, Agent.Times> times, RoadmapModule module) {
    Agent.Times when = times.get(module.id());
    AgentId live = state.live().get(module.id());
    return new ModuleView(
        module.id().value(),
        module.name(),
        module.description(),
        module.layer(),
        module.status().text(),
        module.dependsOn().stream().map(ModuleView::written).toList(),
        module.unlocks().stream().map(ModuleId::value).toList(),
        when == null ? null : when.spawnedAt(),
        when == null || module.status() != ModuleStatus.COMPLETE ? null : when.completedAt(),
        live == null ? null : live.toString(),
        state.accepted().get(module.id()));
  }

  private static String written(Dependency dependency) {
    return dependency.external() ? dependency.module() + " (exists)" : dependency.module().value();
  }

  /// When each module's first agent was spawned, and when the one that completed it was done.
  private static Map<ModuleId, Agent.Times> times(OrchestratorState state) {
    Map<ModuleId, Agent.Times> times = new HashMap<>();
    for (Agent agent : state.agentsInOrder()) {
      Instant done = agent.status() == AgentStatus.COMPLETED ? agent.times().completedAt() : null;
      times.merge(
          agent.module(),
          new Agent.Times(agent.times().spawnedAt(), null, done),
          (first, later) -> new Agent.Times(first.spawnedAt(), null, later.completedAt()));
    }
    return times;
  }
}
