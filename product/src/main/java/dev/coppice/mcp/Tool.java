package dev.coppice.mcp;

import dev.coppice.store.Scope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One tool, whatever protocol it is called over.
///
/// @param name as clients call it, such as `list_agents`
/// @param title a few words for people
/// @param description when to use it, what comes back
/// @param inputSchema JSON Schema of the arguments, of type `object`
/// @param outputSchema JSON Schema of what [ToolResult#structured] holds
/// @param scope what a caller's token must allow
public record Tool(
    String name,
    String title,
    String description,
    Map<String, Object> inputSchema,
    @Nullable Map<String, Object> outputSchema,
    Traits traits,
    Scope scope,
    Handler handler) {
  public Tool {
    if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("\"" + name + "\" is not a tool's name");
    }
    if (!"object".equals(inputSchema.get("type"))) {
      throw new IllegalArgumentException("the arguments of " + name + " are not an object");
    }
    if ((scope == Scope.READ) != traits.readOnly()) {
      throw new IllegalArgumentException(
          name + " is for scope " + scope + ", which does not go with " + traits);
    }
  }

  /// Does the work of a tool.
  public interface Handler {
    /// Answers one call, whose arguments agree with the input schema.
    ///
    /// @throws ToolException what the client can mend
    /// @throws dev.coppice.orchestration.OrchestrationException what the orchestrator refuses
    ToolResult call(ToolCall call);
  }
}
