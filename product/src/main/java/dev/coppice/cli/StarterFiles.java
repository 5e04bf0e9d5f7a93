package dev.coppice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The first `coppice.yaml` and `ROADMAP.md` of a repository.
final class StarterFiles {
  /// Files that tell how a repository is tested, the surest sign first.
  private static final List<Sign> SIGNS =
      List.of(
          new Sign("mvnw", "[\"./mvnw\", \"-q\", \"verify\"]"),
          new Sign("gradlew", "[\"./gradlew\", \"check\"]"),
          new Sign("pom.xml", "[mvn, -q, verify]"),
          new Sign("Cargo.toml", "[cargo, test]"),
          new Sign("go.mod", "[go, test, ./...]"),
          new Sign("package.json", "[npm, test]"),
          new Sign("pyproject.toml", "[pytest, -q]"),
          new Sign("Makefile", "[make, test]"));

  private StarterFiles() {}

  private record Sign(String file, String command) {}

  static String config(Path top) {
    return """
    # Coppice reads this file again whenever it changes. Everything in it is optional;
    # `coppice config` shows what is in force and where it comes from.

    # Who works: claude, codex, gemini, opencode, or one of your own under `agents`.
    #agent: claude
    #agents:
    #  mine: { command: [my-agent, --task, "{prompt}"], dialect: plain }

    # How often you are asked. full: never; supervised: at gates and before each landing;
    # manual: after every phase.
    #autonomy: supervised

    # How many agents work at once.
    #maxParallelAgents: 4

    # Commands that must exit 0 before anything lands. Without one, nothing lands by itself.
    %s
    # What agents and landings may use. One work item gets this many repeated attempts.
    #limits: { idle: 10m, wall: 1h }
    #budget: { perItem: { repeats: 6 } }

    # Which files a module touches: modules with common paths never run side by side.
    #modules:
    #  auth: { paths: [src/auth] }
    """
        .formatted(checks(top));
  }

  private static String checks(Path top) {
    return SIGNS.stream()
        .filter(sign -> Files.exists(top.resolve(sign.file())))
        .findFirst()
        .map(sign ->
            "checks:\n  - { name: test, run: %s, timeout: 20m }\n".formatted(sign.command()))
        .orElse("#checks:\n#  - { name: test, run: [make, test], timeout: 20m }\n");
  }

  static String roadmap(Path top) {
    Path name = top.getFileName();
    return """
    # Roadmap

    **System**: %s
    **Dream State**: What this system will be when every module is done.

    One row is one module: a piece of work that one agent can do and that can land by itself.
    Its description is what the agent is told, so say what counts as done. Rows marked
    (deferred) are left alone: write your own modules in their place.

    ## Layer 0 — Foundations

    | Module | Description | Unlocks |
    |---|---|---|
    | **first-module** | (deferred) What it does, and how one can see that it works | second-module |

    ## Layer 1 — On top of them

    | Module | Description | Depends On |
    |---|---|---|
    | **second-module** | (deferred) Begins once everything it depends on has landed | first-module |
    """
        .formatted(name == null ? "My system" : name);
  }
}
