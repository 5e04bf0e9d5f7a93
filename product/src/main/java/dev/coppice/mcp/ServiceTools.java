package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Scope;
import dev.coppice.view.AgentView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tools of one system.
final class ServiceTools {
  private static final Map<String, Object> NOTHING =
      Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);

  private ServiceTools() {}

  static List<Tool> of(OrchestrationService service) {
    return List.of(
        new Tool(
            "get_orchestrator",
            "The orchestrator",
            "The orchestrator of this repository: its status and its modules.",
            NOTHING,
            null,
            Traits.READING,
            Scope.READ,
            _ ->
                service
                    .getOrchestrator()
                    .map(ToolResult::json)
                    .orElseGet(() ->
                        ToolResult.text(
                            "No orchestrator initialized. Use init_orchestrator first."))),
        new Tool(
            "list_agents",
            "All agents",
            "Every agent with its module, status and progress.",
            NOTHING,
            null,
            Traits.READING,
            Scope.READ,
            _ -> agents(service)));
  }

  private static ToolResult agents(OrchestrationService service) {
    List<Map<String, Object>> agents =
        service.getAgents().stream().map(ServiceTools::brief).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("count", agents.size());
    answer.put("agents", agents);
    return ToolResult.json(answer);
  }

  private static Map<String, Object> brief(AgentView agent) {
    Map<String, Object> brief = new LinkedHashMap<>();
    brief.put("id", agent.id());
    brief.put("moduleId", agent.moduleId());
    brief.put("loopId", agent.loopId());
    brief.put("status", agent.status());
    brief.put("progress", agent.progress().percentComplete());
    brief.put("retryCount", agent.retryCount());
    return brief;
  }
}
