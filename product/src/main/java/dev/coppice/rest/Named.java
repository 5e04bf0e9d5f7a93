package dev.coppice.rest;

import dev.coppice.agent.AgentId;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Snapshot;
import dev.coppice.view.AgentView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a caller means by a name.
final class Named {
  private static final int SHORTEST_PREFIX = 4;

  private Named() {}

  /// The module of the roadmap with exactly this id.
  ///
  /// @throws ApiException 404 if there is none
  static ModuleId module(OrchestrationService service, String text) {
    try {
      ModuleId module = new ModuleId(text);
      if (service.snapshot().state().roadmap().find(module).isPresent()) {
        return module;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw ApiException.unknown(
        "The roadmap has no module \"" + text + "\".",
        "Write the id as the roadmap has it; `coppice next` lists those that can start.");
  }

  /// The agent with this id, with an id that begins so, or the newest agent of this module.
  ///
  /// @throws ApiException 404 if there is none, 400 if several ids begin so
  static AgentView agent(OrchestrationService service, String text) {
    Snapshot snapshot = service.snapshot();
    return AgentView.of(snapshot, agent(snapshot.state(), text));
  }

  private static Agent agent(OrchestratorState state, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    List<AgentId> found =
        lower.length() < SHORTEST_PREFIX
            ? List.of()
            : state.spawnOrder().stream().filter(id -> id.toString().startsWith(lower)).toList();
    if (found.size() > 1) {
      throw ApiException.invalid(
          "\"" + text + "\" begins the ids of " + found.size() + " agents.",
          "Give more of the id; `coppice agents` lists them.");
    }
    return found.stream()
        .findFirst()
        .flatMap(state::findAgent)
        .or(() -> newest(state, text))
        .orElseThrow(() ->
            ApiException.unknown(
                "Agent not found",
                "Nothing here is called \""
                    + text
                    + "\": name an agent by its id, the first letters of it, or its module;"
                    + " `coppice agents` lists them."));
  }

  private static Optional<Agent> newest(OrchestratorState state, String module) {
    return state.agentsInOrder().reversed().stream()
        .filter(agent -> agent.module().value().equals(module))
        .findFirst();
  }

  static AgentId id(AgentView agent) {
    return AgentId.of(agent.id());
  }
}
