package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationService;
import java.util.List;
import java.util.stream.Stream;

/// The tools of one system, in the order in which a model best reads them.
final class ServiceTools {
  private ServiceTools() {}

  static List<Tool> of(OrchestrationService service) {
    return Stream.of(
            new OrchestratorTools(service).all(),
            new AgentTools(service).all(),
            new WorkTools(service).all(),
            new EventTools(service).all(),
            new InboxTools(service).all(),
            new ModuleTools(service).all(),
            new OutputTools(service).all(),
            new RoadmapTools(service).all())
        .flatMap(List::stream)
        .toList();
  }
}
