package dev.coppice.cli;

import static dev.coppice.cli.Answers.get;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `coppice logs ID`: what an agent's attempts wrote.
@CommandLine.Command(description = "What an agent wrote, the newest attempt last.")
final class LogsCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "AGENT", description = "Its id, the first letters of it, or its module.")
  private String agent = "";

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many lines at most, from the end; 200 when left out.")
  private int lines = 200;

  @Override
  Exit run(Session session) {
    return session.reading(
        system.location(),
        api -> {
          Api.Call call = get("/agents/%s/log?lines=" + lines, agent);
          if (json.isWanted()) {
            session.screen().line(Answers.text(api, call));
          } else {
            session.screen().foreign(Answers.text(api, call.text()));
          }
          return Exit.DONE;
        });
  }
}
