package dev.coppice.mcp;

import dev.coppice.config.ConfigException;
import dev.coppice.event.Redaction;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.roadmap.UnknownModuleException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.AuditLog;
import dev.coppice.store.Caller;
import dev.coppice.store.Scope;
import dev.coppice.store.StoreException;
import dev.coppice.view.DisplayText;
import dev.coppice.worktree.RepositoryException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Calls tools so that whatever happens becomes a result that a model can act on.
final class ToolRunner {
  private static final int LONGEST_ABOUT = 300;
  private static final int MOST_LOOKED_AT = 2_000;

  /// Arguments that name things. What people wrote stays out of the audit log: it may hold
  /// anything.
  private static final Set<String> NAMING =
      Set.of("moduleId", "agentId", "id", "systemId", "systemPath", "loopId", "count");

  private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

  private final @Nullable AuditLog audit;
  private final Supplier<Redaction> redaction;

  ToolRunner(@Nullable AuditLog audit) {
    this(audit, () -> Redaction.SHAPES);
  }

  /// @param audit hears of every call that could change something
  /// @param redaction over what errors quote
  ToolRunner(@Nullable AuditLog audit, Supplier<Redaction> redaction) {
    this.redaction = redaction;
    this.audit = audit;
  }

  /// Never throws. An error may quote what was sent, or what git said: without its secrets.
  ToolResult run(Tool tool, ToolCall call) {
    ToolResult result = judged(tool, call);
    return result.isError()
        ? new ToolResult(
            true, redaction.get().redact(result.text()), result.structured(), result.further())
        : result;
  }

  private ToolResult judged(Tool tool, ToolCall call) {
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
      return error(e, e.remedy());
    } catch (OrchestrationException e) {
      return error(e, e.kind() == Refusal.Kind.NOT_INITIALIZED ? Named.REMEDY : e.remedy());
    } catch (UnknownModuleException e) {
      return error(e, "get_roadmap lists the ids of its modules.");
    } catch (RepositoryException e) {
      return error(e, e.remedy());
    } catch (ConfigException e) {
      return ToolResult.error(Reply.text(e.what()), Reply.text(e.remedy()));
    } catch (StoreException e) {
      return ToolResult.error(Reply.text(e.what()), Reply.text(e.remedy()));
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

  private static ToolResult error(RuntimeException trouble, String remedy) {
    String what = Reply.text(String.valueOf(trouble.getMessage())).strip();
    return ToolResult.error(what.matches("(?s).*[.!?]") ? what : what + ".", Reply.text(remedy));
  }

  private void note(Tool tool, ToolCall call, String result) {
    if (audit != null && tool.scope() != Scope.READ) {
      audit.add(call.caller(), "mcp", tool.name(), about(call.arguments()), line(result));
    }
  }

  private String about(JsonNode arguments) {
    return line(
        arguments.properties().stream()
            .filter(argument -> NAMING.contains(argument.getKey()))
            .map(argument -> argument.getKey() + "=" + argument.getValue().asString(""))
            .collect(Collectors.joining(" ")));
  }

  private String line(String text) {
    String bounded = text.substring(0, Math.min(text.length(), MOST_LOOKED_AT));
    String line = redaction.get().redact(DisplayText.line(bounded));
    return line.length() <= LONGEST_ABOUT ? line : line.substring(0, LONGEST_ABOUT) + "...";
  }
}
