package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/// `coppice inbox`: what waits for a person.
@CommandLine.Command(description = "What waits for you, and what to type.")
final class InboxCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          String answer = Answers.text(api, get("/inbox"));
          JsonNode items = Answers.parsed(answer).path("items");
          if (json.isWanted()) {
            session.screen().line(answer);
          } else if (items.isEmpty()) {
            session.screen().line("Nothing waits for you.");
          } else {
            InboxText.print(session.screen(), items, system.again());
          }
          return Exit.DONE;
        });
  }
}
