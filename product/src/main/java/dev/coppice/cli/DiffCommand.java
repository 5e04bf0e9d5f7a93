package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coppice diff M`: what a module's branch changes.
@CommandLine.Command(description = "What a module's branch changes against the target.")
final class DiffCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "MODULE", description = "Its id in the roadmap.")
  private String module = "";

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          Api.Call call = get("/modules/%s/diff", module);
          if (json.isWanted()) {
            session.screen().line(Answers.text(api, call));
          } else {
            session.screen().foreign(Answers.text(api, call.text()));
          }
          return Exit.DONE;
        });
  }
}
