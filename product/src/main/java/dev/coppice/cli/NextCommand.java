package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `coppice next`: the best modules to start now.
@CommandLine.Command(description = "Which modules come next, best first.")
final class NextCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(names = "--count", paramLabel = "N", description = "How many at most; 5 when left out.")
  private int count = 5;

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          String answer = Answers.text(api, get("/next-work?count=" + count));
          if (json.isWanted()) {
            session.screen().line(answer);
          } else {
            print(session.screen(), answer);
          }
          return Exit.DONE;
        });
  }

  private void print(Screen screen, String answer) {
    JsonNode items = Answers.parsed(answer).path("workItems");
    if (items.isEmpty()) {
      screen.line(
          "No module can be started now. `coppice status"
              + system.again()
              + "` says what is going on.");
      return;
    }
    var table = new TextTable("MODULE", "LEVERAGE", "LAYER", "LOOP", "NEEDS");
    for (JsonNode item : items) {
      table.row(
          item.path("moduleId").asString(),
          String.format(Locale.ROOT, "%.2f", item.path("leverageScore").asDouble()),
          item.path("priority").asString(),
          item.path("loopId").asString(),
          Answers.words(item.path("dependencies")));
    }
    table.print(screen);
  }
}
