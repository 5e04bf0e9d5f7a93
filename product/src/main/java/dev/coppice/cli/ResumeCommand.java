package dev.coppice.cli;

import dev.coppice.cli.Api.Call;
import dev.coppice.cli.Opening.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `coppice resume`.
@CommandLine.Command(description = "Start new work again, after a pause or a shutdown.")
final class ResumeCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Override
  Exit run(Session session) {
    session.changing(
        system.location(),
        Mode.RECORD,
        api -> Answers.json(api, new Call("PUT", "/resume", null, false)));
    session.screen().line("Resumed.");
    return Exit.DONE;
  }
}
