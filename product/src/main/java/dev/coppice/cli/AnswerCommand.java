package dev.coppice.cli;

import static dev.coppice.cli.Answers.path;
import static dev.coppice.cli.Answers.write;

import dev.coppice.cli.Opening.Mode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coppice answer ID WORDS...`: a decision for something of the inbox.
@CommandLine.Command(description = "Answer something of the inbox.")
final class AnswerCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Parameters(index = "0", paramLabel = "ID", description = "As `coppice inbox` shows it.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ANSWER",
      description = "One of its options, or your own words.")
  private List<String> words = List.of();

  @Override
  Exit run(Session session) {
    Map<String, String> body =
        Map.of("answer", String.join(" ", words), "by", Person.name(session.screen()));
    session.changing(
        system.location(),
        Mode.RECORD,
        api -> Answers.json(api, write("POST", path("/inbox/%s/answer", id), body)));
    boolean isOwned = session.systems().findOwner(system.location()).isPresent();
    session
        .screen()
        .line(
            "Answered %s%s."
                .formatted(
                    id, isOwned ? "" : "; `coppice run" + system.again() + "` goes on with it"));
    return Exit.DONE;
  }
}
