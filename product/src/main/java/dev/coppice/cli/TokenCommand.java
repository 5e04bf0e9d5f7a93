package dev.coppice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice token`: where the token lies, and on request what it is.
@CommandLine.Command(
    description = {
      "Where the token lies that programs have to show, as in",
      "curl -H \"Authorization: Bearer $(coppice token --show)\" ADDRESS/api/orchestration/agents"
    })
final class TokenCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Option(names = "--show", description = "The token itself: who has it may change everything.")
  private boolean show;

  @Option(names = "--read", description = "A token that is good for looking only.")
  private boolean read;

  @Override
  Exit run(Session session) {
    if (show && read) {
      throw new CommandFailure(
          Exit.REFUSED,
          "--show and --read ask for two tokens",
          "Give --read for looking only, --show for everything.");
    }
    Location location = system.location();
    session
        .screen()
        .line(
            show || read
                ? session.systems().token(location, read)
                : session.systems().tokenFile(location).toString());
    return Exit.DONE;
  }
}
