package dev.coppice.mcp;

import dev.coppice.agent.AgentId;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.view.AgentView;
import java.util.Optional;

/// What a call names, looked up in the system that is open.
final class Named {
  /// What to do while no system is open.
  static final String REMEDY = "Use init_orchestrator first.";

  private Named() {}

  /// The service, if it holds a system.
  ///
  /// @throws OrchestrationException if not
  static OrchestrationService system(OrchestrationService service) {
    if (!isOpen(service)) {
      throw new OrchestrationException(
          Refusal.Kind.NOT_INITIALIZED, "Orchestrator not initialized", REMEDY);
    }
    return service;
  }

  static boolean isOpen(OrchestrationService service) {
    return service.snapshot().state().isOpen();
  }

  /// The module of the roadmap that the call names.
  ///
  /// @throws ToolException if there is none
  static ModuleId module(OrchestrationService service, Arguments arguments) {
    String text = arguments.text("moduleId");
    Optional<ModuleId> module =
        ModuleId.find(text).filter(id -> service.snapshot().state().roadmap().find(id).isPresent());
    return module.orElseThrow(() ->
        new ToolException(
            "The roadmap has no module \"%s\".".formatted(text),
            isOpen(service) ? "get_roadmap lists the ids of its modules." : REMEDY));
  }

  /// The agent that the call names.
  ///
  /// @throws ToolException if there is none
  static AgentView agent(OrchestrationService service, Arguments arguments) {
    String text = arguments.text("agentId");
    return service
        .getAgent(AgentId.of(text))
        .orElseThrow(() ->
            new ToolException(
                "Agent not found: %s.".formatted(text),
                isOpen(service) ? "list_agents gives the ids there are." : REMEDY));
  }
}
