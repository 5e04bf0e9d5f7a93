package dev.coppice.cli;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.config.DurationText;
import dev.coppice.orchestration.ServiceJson;
import dev.coppice.view.OrchestratorView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `coppice serve`: an owner that stays.
@CommandLine.Command(
    description = {
      "Answer programs over HTTP: REST, MCP and the event stream on one port.",
      "Without --repo it waits until whoever has the token names a system."
    })
final class ServeCommand extends Command {
  @Option(names = "--repo", paramLabel = "DIR", description = "The repository to open now.")
  private @Nullable Path repository;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the system's data lies, when not inside the repository. The one system that it "
              + "holds is resumed.")
  private @Nullable Path data;

  @Option(
      names = "--allow-root",
      paramLabel = "DIR",
      description =
          "Without --repo: a system may lie in this folder. May be repeated; the current folder is "
              + "one too.")
  private List<Path> roots = List.of();

  @Mixin private final DoorFlags door = new DoorFlags();

  @Option(names = "--autopilot", description = "Choose work and start agents by itself.")
  private boolean autopilot;

  @Mixin private final WorkFlags work = new WorkFlags();

  @Option(
      names = "--exit-when-idle",
      paramLabel = "TIME",
      description = "End when nothing moves and nobody has asked for so long, such as 60s.")
  private @Nullable String exitWhenIdle;

  @Mixin private final LogFlags log = new LogFlags();

  @Mixin private final JsonFlag json = new JsonFlag();

  @Override
  Exit run(Session session) {
    Duration longestIdle = longestIdle();
    session.systems().chooseLog(log.choice());
    var location = new Location(repository == null ? Path.of("") : repository, data);
    if (repository != null) {
      if (!roots.isEmpty()) {
        throw new CommandFailure(
            Exit.REFUSED,
            "--allow-root is for a server without --repo",
            "Leave one of the two out: this process holds one system.");
      }
      SecondOwner.refuse(session, location, again());
    }
    Opening opening = work.opening(location, autopilot ? Mode.AUTOPILOT : Mode.ON_REQUEST);
    var serving = new Serving(opening, repository == null, roots, door.door());
    try (Served served = session.systems().serve(serving)) {
      return stay(session, served, longestIdle);
    }
  }

  private @Nullable Duration longestIdle() {
    if (exitWhenIdle == null) {
      return null;
    }
    return DurationText.parse(exitWhenIdle)
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new CommandFailure(
                Exit.REFUSED,
                "--exit-when-idle is \"" + exitWhenIdle + "\"",
                "Give a time such as 60s or 10m."));
  }

  private Exit stay(Session session, Served served, @Nullable Duration longestIdle) {
    Screen screen = session.screen();
    var stop = new CountDownLatch(1);
    try (Interrupts.Listening _ =
        session
            .interrupts()
            .listen(() -> {
              if (stop.getCount() > 0) {
                stop.countDown();
              } else {
                say(screen, "Left. Agents that still run go on by themselves.");
                session.interrupts().leave(Exit.INTERRUPTED);
              }
            })) {
      served.service().notes().forEach(note -> screen.err().println(note));
      announce(screen, served);
      if (await(stop, served, longestIdle)) {
        say(screen, "Stopping. Again leaves at once and lets agents go on.");
      } else {
        say(screen, "Nobody has asked for " + exitWhenIdle + ".");
      }
      served.service().stopOwner();
    }
    say(screen, "Stopped; what was begun goes on with the next owner.");
    return Exit.DONE;
  }

  /// @return whether somebody broke off, instead of nobody having asked
  private static boolean await(CountDownLatch stop, Served served, @Nullable Duration longestIdle) {
    try {
      if (longestIdle == null) {
        stop.await();
        return true;
      }
      var idleness = new Idleness(served, System::nanoTime);
      long pause = Math.clamp(longestIdle.toMillis() / 4, 10, 1_000);
      while (!stop.await(pause, TimeUnit.MILLISECONDS)) {
        if (idleness.look().compareTo(longestIdle) >= 0) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void announce(Screen screen, Served served) {
    Optional<OrchestratorView> system = served.service().getOrchestrator();
    if (json.isWanted()) {
      screen.line(ServiceJson.mapper().writeValueAsString(facts(served, system)));
      screen.out().flush();
      return;
    }
    say(
        screen,
        system
            .map(open ->
                "Serving system \"%s\" of %s at %s"
                    .formatted(open.systemId(), open.systemPath(), served.address()))
            .orElse("Listening at %s; no system is open yet".formatted(served.address())));
    say(screen, "  mcp    " + served.address() + "/mcp");
    say(screen, "  token  " + served.tokenFile());
    say(
        screen,
        "  try    curl -H \"Authorization: Bearer $(cat %s)\" %s/api/orchestration"
            .formatted(SystemFlags.quoted(served.tokenFile()), served.address()));
    if (system.isEmpty()) {
      say(screen, "  open   POST /api/orchestration/init {\"systemId\": ..., \"systemPath\": ...}");
      say(screen, "         with a repository under " + allowed());
    }
    say(screen, "  stop   Ctrl-C, or kill " + ProcessHandle.current().pid());
  }

  private static Map<String, Object> facts(Served served, Optional<OrchestratorView> system) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("address", served.address());
    facts.put("pid", ProcessHandle.current().pid());
    facts.put("tokenFile", served.tokenFile().toString());
    facts.put("initialized", system.isPresent());
    system.ifPresent(open -> {
      facts.put("systemId", open.systemId());
      facts.put("systemPath", open.systemPath());
    });
    return facts;
  }

  private String allowed() {
    Path here = Path.of("").toAbsolutePath();
    return Stream.concat(here.getParent() == null ? Stream.of() : Stream.of(here), roots.stream())
        .map(SystemFlags::quoted)
        .collect(Collectors.joining(" or "));
  }

  private String again() {
    return (repository == null ? "" : " --repo " + SystemFlags.quoted(repository))
        + (data == null ? "" : " --data " + SystemFlags.quoted(data));
  }

  private static void say(Screen screen, String text) {
    screen.err().println(text);
    screen.err().flush();
  }
}
