package dev.coppice.mcp;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.roadmap.UnknownModuleException;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import dev.coppice.view.DisplayText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Calls tools so that whatever happens becomes a result that a model can act on.
final class ToolRunner {
  private static final int LONGEST_ABOUT = 300;
  private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

  private final @Nullable AuditLog audit;

  /// @param audit hears of every call that could change something
  ToolRunner(@Nullable AuditLog audit) {
    this.audit = audit;
  }

  /// Never throws.
  ToolResult run(Tool tool, ToolCall call) {
    if (!call.caller().may(tool.scope())) {
      note(tool, call, "forbidden");
      return ToolResult.error(forbidden(tool, call.caller()), "Use the admin token.");
    }
    List<JsonSchema.Problem> problems =
        new JsonSchema(tool.inputSchema()).problems(tool.name(), call.arguments());
    if (!problems.isEmpty()) {
      note(tool, call, "invalid");
      return new ToolResult(
          true, String.join("\n", problems.stream().map(Object::toString).toList()), null);
    }
    ToolResult result = handled(tool, call);
    note(tool, call, result.isError() ? "refused: " + result.text() : "ok");
    return result;
  }

  /// What to tell a caller that may not use a tool.
  static String forbidden(Tool tool, Caller caller) {
    return "A token of scope %s may not call %s.".formatted(caller.name(), tool.name());
  }

  private static ToolResult handled(Tool tool, ToolCall call) {
    try {
      return tool.handler().call(call);
    } catch (ToolException e) {
      return ToolResult.error(String.valueOf(e.getMessage()), e.remedy());
    } catch (OrchestrationException e) {
      return ToolResult.error(String.valueOf(e.getMessage()), e.remedy());
    } catch (UnknownModuleException e) {
      return ToolResult.error(
          String.valueOf(e.getMessage()),
          "Name a module of the roadmap; get_next_work shows some.");
    } catch (RuntimeException e) {
      if (call.isCancelled()) {
        return ToolResult.error(
            tool.name() + " was cancelled.", "Look what it did before you call it again.");
      }
      LOG.error("{} failed", tool.name(), e);
      return ToolResult.error(
          "The orchestrator could not do " + tool.name() + ".",
          "The log of its owner tells why; try again after a look at it.");
    }
  }

  private void note(Tool tool, ToolCall call, String result) {
    if (audit != null && tool.scope() != Scope.READ) {
      audit.add(call.caller(), "mcp", tool.name(), about(call.arguments()), line(result));
    }
  }

  private static String about(JsonNode arguments) {
    return line(arguments.toString());
  }

  private static String line(String text) {
    String line = DisplayText.line(text);
    return line.length() <= LONGEST_ABOUT ? line : line.substring(0, LONGEST_ABOUT) + "...";
  }
}
