package dev.coppice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One run of the scripted agent, with the environment Coppice gives it.
record ScriptedAttempt(String module, int number, int generation, String prompt) {
  private static final JsonMapper JSON = new JsonMapper();

  /// How it ended and what it reported.
  record Ended(int exit, String output, List<JsonNode> report) {
    boolean reported(String type) {
      return report.stream().anyMatch(line -> line.path("type").asString().equals(type));
    }

    JsonNode lastReport() {
      return report.getLast();
    }
  }

  static ScriptedAttempt first(String module) {
    return new ScriptedAttempt(module, 1, 1, "");
  }

  Ended runIn(Path worktree, DemoFiles files) {
    return runIn(worktree, files.agent(), Map.of("COPPICE_SCRIPTS", files.scripts().toString()));
  }

  Ended runIn(Path worktree, Path agent, Map<String, String> more) {
    try {
      Path run = Files.createTempDirectory(agent.getParent(), "run");
      Path promptFile = Files.writeString(run.resolve("prompt.md"), prompt);
      Path report = run.resolve("report.jsonl");
      Map<String, String> environment = new TreeMap<>();
      environment.put("COPPICE_MODULE", module);
      environment.put("COPPICE_SLUG", module);
      environment.put("COPPICE_SCOPE", "the scope of " + module);
      environment.put("COPPICE_PHASE", "IMPLEMENT");
      environment.put("COPPICE_TRY", Integer.toString(number));
      environment.put("COPPICE_GENERATION", Integer.toString(generation));
      environment.put("COPPICE_PROMPT", promptFile.toString());
      environment.put("COPPICE_REPORT", report.toString());
      environment.put("COPPICE_DELIVERABLES", run.resolve("deliverables").toString());
      environment.put("COPPICE_PACE", "0");
      environment.putAll(more);
      Command.Outcome outcome = Command.run(worktree, environment, agent.toString());
      List<JsonNode> lines =
          Files.exists(report)
              ? Files.readAllLines(report).stream().map(JSON::readTree).toList()
              : List.of();
      return new Ended(outcome.exit(), outcome.output(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
