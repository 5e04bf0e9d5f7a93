package dev.coppice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// `coppice training KIND`: loads what usual commands load, for the start-up cache.
@CommandLine.Command(hidden = true, description = "Load what a usual start loads.")
final class TrainingCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "KIND",
      description = "`service` for commands that stay, `command` for those that answer and end.")
  private String kind = "service";

  @Override
  Exit run(Session session) {
    if (!kind.equals("service") && !kind.equals("command")) {
      throw new CommandFailure(
          Exit.REFUSED, "\"" + kind + "\" is no kind of training.", "Use service or command.");
    }
    session.systems().train(kind.equals("service"));
    return Exit.DONE;
  }
}
