package dev.coppice.mcp;

import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.orchestration.SimulatedWorld;
import dev.coppice.orchestration.SimulatedWorld.Deed;
import dev.coppice.work.Autonomy;

/// Systems that tools are tried on, by the names that the recorded pairs give them.
final class ToolWorlds {
  private ToolWorlds() {}

  static SimulatedOrchestration named(String name) {
    return switch (name) {
      case "uninitialised" -> asking();
      case "open" -> opened(asking());
      case "supervised" ->
          opened(
              new SimulatedOrchestration(
                  new SimulatedWorld(),
                  SimulatedOrchestration.settings(Autonomy.SUPERVISED, true),
                  SimulatedOrchestration.smallRoadmap()));
      case "crashing" ->
          opened(
              SimulatedOrchestration.small(
                  new SimulatedWorld().script("chart", Deed.CRASH, Deed.HANG)));
      default -> throw new IllegalArgumentException("no world is called " + name);
    };
  }

  /// The agent of `money` asks a question, that of `chart` runs until it is stopped.
  private static SimulatedOrchestration asking() {
    return SimulatedOrchestration.small(
        new SimulatedWorld().script("money", Deed.ASK).script("chart", Deed.HANG));
  }

  /// Open and with a green target.
  private static SimulatedOrchestration opened(SimulatedOrchestration service) {
    service.open(false);
    service.settle();
    return service;
  }
}
