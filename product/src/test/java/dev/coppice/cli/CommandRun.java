package dev.coppice.cli;

import dev.coppice.SimulatedSystems;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Commands run against a simulated system, and what they wrote.
final class CommandRun {
  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final SimulatedSystems systems;
  private final Map<String, String> environment = new HashMap<>(Map.of("USER", "ann"));
  private Interrupts interrupts = Interrupts.none();
  private boolean terminal;
  private String out = "";
  private String err = "";
  private int exit = -1;

  private CommandRun(SimulatedSystems systems) {
    this.systems = systems;
  }

  static CommandRun on(SimulatedWorld world) {
    return on(SimulatedOrchestration.small(world), Path.of("/repository"));
  }

  static CommandRun on(SimulatedOrchestration service, Path top) {
    return new CommandRun(new SimulatedSystems(service, top));
  }

  CommandRun inTerminal(String kind) {
    terminal = true;
    environment.put("TERM", kind);
    environment.put("COLUMNS", "80");
    environment.put("LINES", "24");
    return this;
  }

  CommandRun brokenOffBy(Interrupts person) {
    interrupts = person;
    return this;
  }

  /// Runs one command to its end.
  CommandRun run(String... arguments) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    var screen =
        new Screen(
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8),
            terminal,
            environment,
            () -> START,
            ZoneOffset.UTC);
    exit = Cli.run(List.of(arguments), new Session(systems, screen, interrupts));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return this;
  }

  SimulatedSystems systems() {
    return systems;
  }

  SimulatedOrchestration service() {
    return systems.service();
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  int exit() {
    return exit;
  }

  JsonNode json() {
    return JsonMapper.shared().readTree(out);
  }
}
