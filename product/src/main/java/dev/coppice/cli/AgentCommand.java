package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import dev.coppice.view.DisplayText;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `coppice agent ID`: all that is known of one agent.
@CommandLine.Command(description = "One agent: what it does, what failed, where its work lies.")
final class AgentCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "AGENT", description = "Its id, the first letters of it, or its module.")
  private String agent = "";

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          String answer = Answers.text(api, get("/agents/%s", agent));
          if (json.isWanted()) {
            session.screen().line(answer);
          } else {
            print(session.screen(), Answers.parsed(answer));
          }
          return Exit.DONE;
        });
  }

  private void print(Screen screen, JsonNode found) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("agent", found.path("id").asString());
    lines.put("module", found.path("moduleId").asString());
    lines.put("status", found.path("status").asString() + ", " + found.path("stage").asString());
    lines.put("reason", found.path("reason").asString(""));
    lines.put(
        "runs",
        "%s, %s, agent %d of its work item"
            .formatted(
                found.path("agentName").asString(),
                found.path("loopId").asString(),
                found.path("generation").asInt()));
    lines.put("phase", found.path("phaseLabel").asString());
    lines.put("done", found.path("progress").path("percentComplete").asInt() + "%");
    lines.put("note", found.path("note").asString(""));
    lines.put(
        "retries",
        "%d of %d".formatted(found.path("retryCount").asInt(), found.path("maxRetries").asInt()));
    lines.put("last error", found.path("lastError").asString(""));
    lines.put("branch", found.path("branchName").asString(""));
    lines.put("worktree", found.path("worktreePath").asString(""));
    lines.put("spawned", found.path("spawnedAt").asString(""));
    lines.put("ended", found.path("completedAt").asString(""));
    lines.forEach((name, value) -> {
      if (!value.isEmpty()) {
        screen.line("%-11s%s".formatted(name, DisplayText.line(value)));
      }
    });
    screen.line(
        "%-11s%s"
            .formatted("", "coppice logs " + found.path("moduleId").asString() + system.again()));
  }
}
