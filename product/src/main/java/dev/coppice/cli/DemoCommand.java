package dev.coppice.cli;

import dev.coppice.cli.DemoSystem.TestRun;
import dev.coppice.cli.Opening.Mode;
import dev.coppice.orchestration.ServiceJson;
import dev.coppice.view.DisplayText;
import dev.coppice.work.Autonomy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice demo`: the main job on a made system.
@CommandLine.Command(
    description = {
      "Watch the whole thing work: a made system, scripted agents, no model and no network.",
      "Ends green, or with an exit code that is not 0."
    })
final class DemoCommand extends Command {
  @Mixin private final JsonFlag json = new JsonFlag();
  @Mixin private final ColorFlag color = new ColorFlag();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to make the system; a new temporary folder when left out.")
  private @Nullable Path directory;

  @Option(
      names = "--agents",
      paramLabel = "N",
      description = "How many agents work at once; 4 when left out.")
  private int agents = 4;

  @Option(
      names = "--answer",
      paramLabel = "WORDS",
      description = "The answer to the one question an agent asks; its first option when left out.")
  private @Nullable String answer;

  @Option(
      names = "--pace",
      paramLabel = "FACTOR",
      description = "How long agents take: 1 is easy to follow, 0 is as quick as can be.")
  private double pace = 1;

  @Override
  Exit run(Session session) {
    check();
    Instant start = session.screen().clock().instant();
    DemoSystem demo = session.systems().createDemo(new DemoRequest(folder(), pace));
    var location = new Location(demo.repository(), null);
    var opening = new Opening(location, null, null, agents, Autonomy.FULL, Mode.AUTOPILOT);
    try (Owner owner = session.systems().openOwner(opening)) {
      String again = " --repo " + SystemFlags.quoted(demo.repository());
      return work(session, demo, owner, new OwnedRun(session, owner, again, start));
    }
  }

  private void check() {
    if (agents < 1) {
      throw new CommandFailure(
          Exit.REFUSED, "--agents is " + agents, "Give a whole number of at least 1.");
    }
    if (!(pace >= 0 && pace <= 100)) {
      throw new CommandFailure(Exit.REFUSED, "--pace is " + pace, "Give a number from 0 to 100.");
    }
  }

  private Path folder() {
    try {
      if (directory == null) {
        return Files.createTempDirectory("coppice-demo-");
      }
      Path wanted = directory.toAbsolutePath().normalize();
      if (Files.exists(wanted) && !isEmpty(wanted)) {
        throw new CommandFailure(
            Exit.REFUSED, wanted + " is not an empty folder.", "Name one that is new or empty.");
      }
      return Files.createDirectories(wanted);
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          "The folder for the demo cannot be made: " + e.getMessage(),
          "Name a place you can write to with --dir.");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  private Exit work(Session session, DemoSystem demo, Owner owner, OwnedRun run) {
    Screen screen = session.screen();
    if (!json.isWanted()) {
      screen.line("A made system in " + demo.repository() + ", " + agents + " agents at once.");
    }
    var person = new DemoPerson(owner.service(), answer);
    Ending ending =
        run.follow(
            Display.of(screen, json.isWanted(), color.isUnwanted()),
            person::look,
            Ending::ofRoadmap);
    if (ending.exit() == Exit.INTERRUPTED) {
      return ending.exit();
    }
    TestRun tests = demo.runTests();
    Exit exit = ending.exit() == Exit.DONE && tests.green() ? Exit.DONE : Exit.FAILED;
    if (json.isWanted()) {
      reportJson(screen, demo, owner, run, exit);
    } else {
      run.report(ending);
      report(screen, demo, tests, run.seconds());
    }
    return exit;
  }

  private static void reportJson(
      Screen screen, DemoSystem demo, Owner owner, OwnedRun run, Exit exit) {
    SequencedMap<String, Object> answer = OwnedRun.counts(owner.service().snapshot().state());
    answer.putFirst("dir", demo.repository().toString());
    answer.putFirst("ok", exit == Exit.DONE);
    answer.put("seconds", run.seconds());
    screen.line(ServiceJson.mapper().writeValueAsString(answer));
  }

  private static void report(Screen screen, DemoSystem demo, TestRun tests, double seconds) {
    if (tests.green()) {
      screen.line(
          "\nmain is green: " + tests.command() + " passes. It took %.1f s.".formatted(seconds));
    } else {
      screen.line("\nmain is red: " + tests.command() + " fails:");
      tests.output().lines().forEach(line -> screen.line("  | " + DisplayText.cut(line, 160)));
    }
    String folder = SystemFlags.quoted(demo.repository());
    screen.line("\nLook around:");
    screen.line("  git -C " + folder + " log --oneline --graph");
    screen.line("  coppice events --limit 0 --repo " + folder);
    screen.line("  coppice why balance --repo " + folder);
    screen.line("\nNow yours: `coppice init` in your own repository.");
  }
}
