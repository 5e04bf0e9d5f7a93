package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;
import static dev.coppice.cli.Answers.path;

import dev.coppice.cli.Api.Call;
import dev.coppice.cli.Opening.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `coppice terminate ID`: the end of an agent.
@CommandLine.Command(description = "End an agent and its processes; its worktree and branch stay.")
final class TerminateCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Parameters(paramLabel = "AGENT", description = "Its id, the first letters of it, or its module.")
  private String agent = "";

  @Override
  Exit run(Session session) {
    String text =
        session.changing(
            system.location(),
            Mode.ON_REQUEST,
            api -> {
              JsonNode found = Answers.json(api, get("/agents/%s", agent));
              Call end = new Call("DELETE", path("/agents/%s", agent), null, false);
              String id = Answers.json(api, end).path("agentId").asString();
              return found.has("completedAt")
                  ? "Agent %s had ended already: %s.".formatted(id, found.path("status").asString())
                  : "Terminated agent " + id + ".";
            });
    session.screen().line(text);
    return Exit.DONE;
  }
}
