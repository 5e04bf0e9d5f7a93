package dev.coppice.mcp;

import dev.coppice.config.ConfigException;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.roadmap.UnknownModuleException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.StoreException;
import dev.coppice.view.DisplayText;
import dev.coppice.worktree.RepositoryException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Stands before every tool, so that no tool has to think of it: the caller's scope, the arguments
/// held against their schema, trouble as two sentences, and a line in the audit log for each call
/// of a tool that changes something, however it ends.
final class AuditedTools {
  private static final Logger LOG = LoggerFactory.getLogger(AuditedTools.class);
  private static final int MOST_TOLD = 200;
  private static final String SURFACE = "mcp";

  /// Arguments that name things; what people and agents wrote stays out of the log.
  private static final Set<String> NAMING =
      Set.of("moduleId", "agentId", "id", "systemId", "systemPath", "loopId", "count");

  private final Audit audit;

  AuditedTools(Audit audit) {
    this.audit = audit;
  }

  List<Tool> over(List<Tool> tools) {
    return tools.stream().map(this::over).toList();
  }

  private Tool over(Tool tool) {
    return new Tool(
        tool.name(),
        tool.title(),
        tool.description(),
        tool.inputSchema(),
        tool.outputSchema(),
        tool.traits(),
        tool.scope(),
        call -> answer(tool, call));
  }

  private ToolResult answer(Tool tool, ToolCall call) {
    ToolResult result = guarded(tool, call);
    if (!tool.traits().readOnly()) {
      audit.add(
          call.caller(),
          SURFACE,
          tool.name(),
          about(call.arguments()),
          result.isError() ? "refused: " + told(result.text()) : "done");
    }
    return result;
  }

  private static ToolResult guarded(Tool tool, ToolCall call) {
    try {
      if (!call.caller().may(tool.scope())) {
        return ToolResult.error(
            "This token may not do that: its scope is %s.".formatted(call.caller().name()),
            "Use a token whose scope is %s."
                .formatted(tool.scope().name().toLowerCase(Locale.ROOT)));
      }
      Arguments.checked(tool.inputSchema(), call.arguments());
      return tool.handler().call(call);
    } catch (ToolException e) {
      return error(String.valueOf(e.getMessage()), e.remedy());
    } catch (OrchestrationException e) {
      return error(
          String.valueOf(e.getMessage()),
          e.kind() == Refusal.Kind.NOT_INITIALIZED ? Opened.REMEDY : e.remedy());
    } catch (UnknownModuleException e) {
      return error(
          "The roadmap has no module \"%s\".".formatted(e.module()), "Name one of its modules.");
    } catch (RepositoryException e) {
      return error(String.valueOf(e.getMessage()), e.remedy());
    } catch (ConfigException e) {
      return error(e.what(), e.remedy());
    } catch (StoreException e) {
      return error(e.what(), e.remedy());
    } catch (RuntimeException e) {
      LOG.error("{} failed", tool.name(), e);
      return error(
          "The orchestrator could not carry out " + tool.name() + ".",
          "The log of its owner tells why.");
    }
  }

  private static ToolResult error(String what, String remedy) {
    String sentence = Reply.text(what).strip();
    return ToolResult.error(
        sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".", Reply.text(remedy));
  }

  private static String about(JsonNode arguments) {
    return arguments.properties().stream()
        .filter(argument -> NAMING.contains(argument.getKey()))
        .map(argument -> argument.getKey() + "=" + told(argument.getValue().asString("")))
        .collect(Collectors.joining(" "));
  }

  private static String told(String text) {
    return DisplayText.cut(text.substring(0, Math.min(text.length(), 1_000)), MOST_TOLD);
  }
}
