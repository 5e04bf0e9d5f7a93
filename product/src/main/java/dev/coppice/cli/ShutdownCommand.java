package dev.coppice.cli;

import dev.coppice.cli.Api.Call;
import dev.coppice.cli.Opening.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `coppice shutdown`.
@CommandLine.Command(description = "End every agent and the orchestrator; their work is kept.")
final class ShutdownCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Override
  Exit run(Session session) {
    session.changing(
        system.location(),
        Mode.ON_REQUEST,
        api -> Answers.json(api, new Call("PUT", "/shutdown", null, false)));
    session.screen().line("Shut down; every agent has ended and its work is kept.");
    return Exit.DONE;
  }
}
