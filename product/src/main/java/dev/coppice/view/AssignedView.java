package dev.coppice.view;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.schedule.Agent;
import dev.coppice.schedule.Item;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.Running;
import dev.coppice.schedule.Snapshot;
import dev.coppice.schedule.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an attempt was given, for the process that works on it.
///
/// @param phases names of the loop's phases it works on
/// @param skills what the phases name
/// @param gate id of the gate behind it, empty where there is none
/// @param wanted names of the documents the gate asks for
/// @param attempt 1-based number within its work item, over all agents
/// @param generation 1-based number of the agent within its work item
/// @param failures what failed before, oldest first
/// @param answers what a person decided, oldest first
/// @param idleLimit without a sign of life for so long it is stopped (ISO 8601)
/// @param wallLimit longer than this it never runs (ISO 8601)
public record AssignedView(
    String attemptId,
    String agentId,
    String systemId,
    String moduleId,
    String scope,
    String loopId,
    List<String> phases,
    List<String> skills,
    String gate,
    List<String> wanted,
    List<DependencyView> dependencies,
    int attempt,
    int generation,
    String base,
    List<FailureView> failures,
    List<String> answers,
    Duration idleLimit,
    Duration wallLimit) {
  public AssignedView {
    phases = List.copyOf(phases);
    skills = List.copyOf(skills);
    wanted = List.copyOf(wanted);
    dependencies = List.copyOf(dependencies);
    failures = List.copyOf(failures);
    answers = List.copyOf(answers);
  }

  /// A module it builds on.
  public record DependencyView(String moduleId, boolean landed) {}

  /// One earlier failure.
  ///
  /// @param cause in one word or a few, such as `check-red`
  /// @param evidence the end of the output, bounded
  public record FailureView(String cause, String summary, String evidence, List<String> paths) {
    public FailureView {
      paths = List.copyOf(paths);
    }

    static FailureView of(Failure failure) {
      return new FailureView(
          failure.cause().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
          failure.summary(),
          failure.evidence(),
          failure.paths());
    }
  }

  /// What this attempt was given; absent when it does not run or is no agent's.
  public static Optional<AssignedView> find(Snapshot snapshot, AttemptId attempt) {
    OrchestratorState state = snapshot.state();
    return state.running().get(attempt) instanceof Running.OfAgent(var id)
        ? state
            .findAgent(id)
            .flatMap(agent ->
                agent.stage() instanceof Stage.Working(var spec, _) && spec.id().equals(attempt)
                    ? Optional.of(of(state, agent, spec))
                    : Optional.empty())
        : Optional.empty();
  }

  private static AssignedView of(OrchestratorState state, Agent agent, AgentAttempt spec) {
    Item item = state.itemOf(agent);
    var segment = agent.currentSegment();
    return new AssignedView(
        spec.id().value(),
        agent.id().toString(),
        state.openSystem().systemId(),
        agent.module().value(),
        spec.scope(),
        agent.assignment().loop().id(),
        segment.phases().stream().map(phase -> phase.name()).toList(),
        segment.phases().stream().flatMap(phase -> phase.skills().stream()).toList(),
        segment.gate() == null ? "" : segment.gate().id(),
        spec.wanted(),
        item.work().dependencies().stream()
            .map(module -> new DependencyView(module.value(), state.isComplete(module)))
            .toList(),
        spec.attempt(),
        spec.generation(),
        spec.base(),
        item.history().stream().map(FailureView::of).toList(),
        List.copyOf(item.answers()),
        spec.idle(),
        spec.wall());
  }
}
