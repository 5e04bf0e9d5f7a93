package dev.coppice.schedule;

import dev.coppice.agent.Failure;
import dev.coppice.loop.AttemptPrompt;
import dev.coppice.roadmap.Roadmap;
import java.util.stream.Collectors;

/// What one attempt is told.
final class Prompts {
  private Prompts() {}

  static String of(OrchestratorState state, Agent agent) {
    Item item = state.itemOf(agent);
    Roadmap roadmap = state.roadmap().roadmap();
    return new AttemptPrompt(
            roadmap.system().isBlank() ? state.openSystem().systemId() : roadmap.system(),
            agent.module().value(),
            agent.assignment().scope(),
            agent.currentSegment(),
            standing(state, agent),
            agent.memory(),
            item.history().stream().map(Failure::told).toList(),
            item.answers())
        .text();
  }

  private static String standing(OrchestratorState state, Agent agent) {
    String needs =
        state.itemOf(agent).work().dependencies().stream()
            .map(module -> module.value() + (state.isComplete(module) ? " (landed)" : ""))
            .collect(Collectors.joining(", "));
    String dream = state.roadmap().roadmap().dreamState();
    return (needs.isEmpty() ? "" : "It builds on: " + needs + "\n")
        + (dream.isBlank() ? "" : "Goal of the whole system: " + dream);
  }
}
