package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import dev.coppice.event.OrchestrationEvent;
import dev.coppice.orchestration.ServiceJson;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `coppice events`: what has happened, and with `--follow` what happens.
@CommandLine.Command(description = "What has happened, oldest first.")
final class EventsCommand extends Command {
  private static final int WAIT_SECONDS = 20;

  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many at most, the newest; 50 when left out, 0 = all.")
  private int limit = 50;

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          long last = print(session.screen(), Answers.json(api, get("/events?limit=" + limit)));
          return follow ? follow(session, api, last) : Exit.DONE;
        });
  }

  private Exit follow(Session session, Api api, long from) {
    Optional<RunningOwner> owner = session.systems().findOwner(system.location());
    if (owner.isEmpty()) {
      throw new CommandFailure(
          Exit.REFUSED,
          "Nobody runs this system now, so there is nothing to follow.",
          "Start it with `coppice run" + system.again() + "`.");
    }
    long last = from;
    Screen screen = session.screen();
    // A pipe that nobody reads any more ends it too.
    while (!screen.out().checkError()) {
      Api.Call call = get("/events?limit=1000&wait=" + WAIT_SECONDS + "&after=" + last);
      try {
        last = Math.max(last, print(screen, Answers.json(api, call)));
      } catch (CommandFailure failure) {
        if (session.systems().findOwner(system.location()).isPresent()) {
          throw failure;
        }
        screen.err().println("The owner has ended.");
        return Exit.DONE;
      }
    }
    return Exit.DONE;
  }

  private long print(Screen screen, JsonNode answer) {
    for (JsonNode node : answer.path("events")) {
      if (json.isWanted()) {
        screen.line(node.toString());
      } else {
        screen.line(
            EventText.of(
                ServiceJson.mapper().treeToValue(node, OrchestrationEvent.class), screen.zone()));
      }
    }
    return answer.path("next").asLong();
  }
}
