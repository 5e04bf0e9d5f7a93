package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.store.Caller;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The tools of a system and what calls them, for tests of other packages.
public final class AllTools {
  private final List<Tool> tools;
  private final ToolRunner runner = new ToolRunner(null);

  public AllTools(OrchestrationService service) {
    tools = ServiceCatalogue.of(service).tools();
  }

  public List<Tool> tools() {
    return tools;
  }

  /// What a client of the port gets, however odd the arguments are.
  public ToolResult call(Tool tool, ObjectNode arguments) {
    return runner.run(tool, new PortCall(arguments, Caller.Admin.SELF));
  }
}
