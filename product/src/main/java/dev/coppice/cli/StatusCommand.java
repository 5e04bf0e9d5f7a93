package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `coppice status`: everything at one look.
@CommandLine.Command(description = "How everything stands: modules, agents, landings, the inbox.")
final class StatusCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          Screen screen = session.screen();
          if (json.isWanted()) {
            screen.line(Answers.text(api, get("/status")));
            return Exit.DONE;
          }
          JsonNode status = Answers.json(api, get("/status"));
          screen.out().print(Answers.text(api, get("/status").text()));
          if (status.path("system").path("id").asString("").isEmpty()) {
            screen.line(
                "\nNobody has run this system yet. Begin with `coppice run"
                    + system.again()
                    + "`.");
          } else {
            if (!(api instanceof HttpApi)) {
              screen.line("Nobody runs it now; this is how it was left.");
            }
            InboxText.print(screen, status.path("inbox"), system.again());
          }
          return Exit.DONE;
        });
  }
}
