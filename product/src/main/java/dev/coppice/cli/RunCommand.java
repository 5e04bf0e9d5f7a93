package dev.coppice.cli;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.work.Autonomy;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice run`: works the roadmap.
@CommandLine.Command(
    description = "Work the roadmap until everything is accepted or only a person can go on.")
final class RunCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();
  @Mixin private final ColorFlag color = new ColorFlag();

  @Option(names = "--agent", paramLabel = "AGENT", description = "Which agent works.")
  private @Nullable String agent;

  @Option(names = "--loop", paramLabel = "LOOP", description = "Which loop it works by.")
  private @Nullable String loop;

  @Option(
      names = "--max-parallel-agents",
      paramLabel = "N",
      description = "How many agents work at once, at most.")
  private @Nullable Integer maxParallelAgents;

  @Option(
      names = "--autonomy",
      paramLabel = "LEVEL",
      description = "full, supervised or manual: how often you are asked.")
  private @Nullable Autonomy autonomy;

  @Option(names = "--once", description = "One round of agents, then end.")
  private boolean once;

  @Override
  Exit run(Session session) {
    if (maxParallelAgents != null && maxParallelAgents < 1) {
      throw new CommandFailure(
          Exit.REFUSED,
          "--max-parallel-agents is " + maxParallelAgents,
          "Give a whole number of at least 1.");
    }
    refuseSecondOwner(session);
    Instant start = session.screen().clock().instant();
    Mode mode = once ? Mode.ON_REQUEST : Mode.AUTOPILOT;
    var opening = new Opening(system.location(), agent, loop, maxParallelAgents, autonomy, mode);
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

  private void refuseSecondOwner(Session session) {
    Optional<RunningOwner> running = session.systems().findOwner(system.location());
    if (running.isPresent()) {
      throw new CommandFailure(
          Exit.REFUSED,
          "Process %d runs this system already.".formatted(running.get().pid()),
          "Watch it with `coppice events --follow%s`, or stop it first.".formatted(system.again()));
    }
  }
}
