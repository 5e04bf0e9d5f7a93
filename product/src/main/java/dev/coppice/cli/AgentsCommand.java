package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `coppice agents`: every agent, the ended ones too.
@CommandLine.Command(description = "Every agent, in the order they were spawned.")
final class AgentsCommand extends Command {
  private static final int SHORT_ID = 8;

  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          String answer = Answers.text(api, get("/agents"));
          if (json.isWanted()) {
            session.screen().line(answer);
          } else {
            print(session.screen(), Answers.parsed(answer).path("agents"));
          }
          return Exit.DONE;
        });
  }

  private void print(Screen screen, JsonNode agents) {
    if (agents.isEmpty()) {
      screen.line(
          "No agent has been spawned yet. `coppice run" + system.again() + "` spawns them.");
      return;
    }
    var table =
        new TextTable("ID", "MODULE", "STATUS", "DONE", "RETRIES", "AGENT", "PHASE", "DOES");
    for (JsonNode agent : agents) {
      table.row(
          agent.path("id").asString().substring(0, SHORT_ID),
          agent.path("moduleId").asString(),
          agent.path("status").asString(),
          agent.path("progress").path("percentComplete").asInt() + "%",
          agent.path("retryCount").asString(),
          agent.path("agentName").asString(),
          agent.path("phase").asString(),
          agent.path("stage").asString());
    }
    table.print(screen);
  }
}
