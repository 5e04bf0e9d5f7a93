package dev.coppice.cli;

import static dev.coppice.cli.Answers.path;
import static dev.coppice.cli.Answers.write;

import dev.coppice.cli.Opening.Mode;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `coppice spawn M`: an agent for a module, whatever comes next by itself.
@CommandLine.Command(
    description =
        "An agent for a module, now. Without an owner this stays until the agent is done or asks.")
final class SpawnCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();
  @Mixin private final JsonFlag json = new JsonFlag();
  @Mixin private final ColorFlag color = new ColorFlag();

  @Parameters(paramLabel = "MODULE", description = "Its id in the roadmap.")
  private String module = "";

  @Option(names = "--loop", paramLabel = "LOOP", description = "Its loop, when not the usual one.")
  private @Nullable String loop;

  @Option(names = "--scope", paramLabel = "TEXT", description = "What to do, when not all of it.")
  private @Nullable String scope;

  @Override
  Exit run(Session session) {
    Optional<RunningOwner> running = session.systems().findOwner(system.location());
    if (running.isPresent()) {
      try (Api api = new HttpApi(running.get())) {
        JsonNode agent = spawn(api);
        session.screen().line(json.isWanted() ? agent.toString() : spawned(agent));
        return Exit.DONE;
      }
    }
    Instant start = session.screen().clock().instant();
    try (Owner owner =
        session.systems().openOwner(Opening.of(system.location(), Mode.ON_REQUEST))) {
      JsonNode agent = spawn(owner.api());
      if (!json.isWanted()) {
        session.screen().line(spawned(agent));
      }
      return new OwnedRun(session, owner, system.again(), start)
          .finish(new ModuleId(module), json.isWanted(), color.isUnwanted());
    }
  }

  private JsonNode spawn(Api api) {
    Map<String, @Nullable String> body = new HashMap<>();
    body.put("loopId", loop);
    body.put("scope", scope);
    return Answers.json(api, write("POST", path("/modules/%s/spawn", module), body)).path("agent");
  }

  private static String spawned(JsonNode agent) {
    return "Spawned agent %s for %s."
        .formatted(agent.path("id").asString(), agent.path("moduleId").asString());
  }
}
