package dev.coppice.cli;

import dev.coppice.cli.Api.Call;
import dev.coppice.cli.Opening.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `coppice pause`.
@CommandLine.Command(description = "Start nothing new; what runs goes on.")
final class PauseCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Override
  Exit run(Session session) {
    session.changing(
        system.location(),
        Mode.RECORD,
        api -> Answers.json(api, new Call("PUT", "/pause", null, false)));
    session.screen().line("Paused; nothing new is started until `coppice resume`.");
    return Exit.DONE;
  }
}
