package dev.coppice.rest;

import dev.coppice.agent.AgentId;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.view.AgentView;
import java.util.List;
import java.util.Locale;

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
    List<AgentView> agents = service.getAgents();
    String lower = text.toLowerCase(Locale.ROOT);
    List<AgentView> found =
        agents.stream()
            .filter(agent ->
                agent.id().equals(lower)
                    || (lower.length() >= SHORTEST_PREFIX && agent.id().startsWith(lower)))
            .toList();
    if (found.isEmpty()) {
      found = agents.stream().filter(agent -> agent.moduleId().equals(text)).toList();
      found = found.isEmpty() ? found : List.of(found.getLast());
    }
    if (found.isEmpty()) {
      throw ApiException.unknown(
          "Agent not found",
          "Nothing here is called \""
              + text
              + "\": name an agent by its id, the first letters of it, or its module; `coppice"
              + " agents` lists them.");
    }
    if (found.size() > 1) {
      throw ApiException.invalid(
          "\"" + text + "\" begins the ids of " + found.size() + " agents.",
          "Give more of the id; `coppice agents` lists them.");
    }
    return found.getFirst();
  }

  static AgentId id(AgentView agent) {
    return AgentId.of(agent.id());
  }
}
