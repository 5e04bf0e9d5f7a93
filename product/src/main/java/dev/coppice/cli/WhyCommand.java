package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import dev.coppice.view.DisplayText;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `coppice why M`: what speaks for and against a module.
@CommandLine.Command(description = "Why a module is chosen or passed over.")
final class WhyCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "MODULE", description = "Its id in the roadmap.")
  private String module = "";

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          String answer = Answers.text(api, get("/modules/%s/why", module));
          if (json.isWanted()) {
            session.screen().line(answer);
          } else {
            print(session.screen(), Answers.parsed(answer));
          }
          return Exit.DONE;
        });
  }

  private static void print(Screen screen, JsonNode why) {
    screen.line(
        "%s: %s (layer %d, %s)"
            .formatted(
                DisplayText.line(why.path("moduleId").asString()),
                why.path("verdict").asString(),
                why.path("layer").asInt(),
                why.path("status").asString()));
    for (JsonNode reason : why.path("reasons")) {
      screen.line("  " + DisplayText.line(reason.asString()));
    }
    JsonNode score = why.path("score");
    screen.line(
        String.format(
            Locale.ROOT,
            "  leverage %.2f (%s): alignment %.1f, unlock %.1f, likelihood %.1f, time %.1f, effort"
                + " %.1f",
            score.path("score").asDouble(),
            score.path("scorer").asString(),
            score.path("dreamStateAlignment").asDouble(),
            score.path("downstreamUnlock").asDouble(),
            score.path("likelihood").asDouble(),
            score.path("time").asDouble(),
            score.path("effort").asDouble()));
    screen.line(
        "  %d modules need it; the longest chain from it has %d"
            .formatted(why.path("dependents").asInt(), why.path("criticalPathLength").asInt()));
  }
}
