package dev.coppice.cli;

import static dev.coppice.cli.Answers.path;
import static dev.coppice.cli.Answers.write;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `coppice land M`: the approval of a landing.
@CommandLine.Command(
    description =
        "Approve the landing of a module. Without an owner this stays until it has landed.")
final class LandCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();
  @Mixin private final ColorFlag color = new ColorFlag();

  @Parameters(paramLabel = "MODULE", description = "Its id in the roadmap.")
  private String module = "";

  @Override
  Exit run(Session session) {
    Optional<RunningOwner> running = session.systems().findOwner(system.location());
    if (running.isPresent()) {
      try (Api api = new HttpApi(running.get())) {
        String answer = Answers.text(api, approval(session));
        session
            .screen()
            .line(json.isWanted() ? answer : "Approved: " + module + " lands in its turn.");
        return Exit.DONE;
      }
    }
    Instant start = session.screen().clock().instant();
    try (Owner owner =
        session.systems().openOwner(Opening.of(system.location(), Mode.ON_REQUEST))) {
      Answers.text(owner.api(), approval(session));
      return new OwnedRun(session, owner, system.again(), start)
          .finish(new ModuleId(module), json.isWanted(), color.isUnwanted());
    }
  }

  private Api.Call approval(Session session) {
    return write(
        "POST", path("/modules/%s/land", module), Map.of("by", Person.name(session.screen())));
  }
}
