package dev.coppice.cli;

import dev.coppice.cli.Opening.Mode;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice run`: works the roadmap.
@CommandLine.Command(
    description = "Work the roadmap until everything is accepted or only a person can go on.")
final class RunCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final WorkFlags work = new WorkFlags();
  @Mixin private final JsonFlag json = new JsonFlag();
  @Mixin private final ColorFlag color = new ColorFlag();

  @Option(names = "--once", description = "One round of agents, then end.")
  private boolean once;

  @Override
  Exit run(Session session) {
    Opening opening = work.opening(system.location(), once ? Mode.ON_REQUEST : Mode.AUTOPILOT);
    SecondOwner.refuse(session, system.location(), system.again());
    Instant start = session.screen().clock().instant();
    try (Owner owner = session.systems().openOwner(opening)) {
      owner.service().notes().forEach(note -> session.screen().err().println(note));
      return work(session, owner, start);
    }
  }

  private Exit work(Session session, Owner owner, Instant start) {
    if (once) {
      owner.service().runAutonomousCycle();
    }
    var run = new OwnedRun(session, owner, system.again(), start);
    Ending ending =
        run.follow(
            Display.of(session.screen(), json.isWanted(), color.isUnwanted()),
            _ -> {},
            last -> once ? Ending.ofAgentsSince(last, start) : Ending.ofRoadmap(last));
    if (json.isWanted()) {
      run.reportJson(ending);
    } else {
      run.report(ending);
    }
    return ending.exit();
  }
}
