package dev.coppice.schedule;

import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;

/// What the end of an attempt means where it is no claim.
final class Failures {
  private Failures() {}

  static Failure of(AttemptResult result, Agent agent) {
    String name = agent.assignment().agentName();
    return switch (result.end()) {
      case FAILED ->
          Failure.of(
              FailureCause.CRASHED,
              "exit " + result.exitCode(),
              "The agent ended with exit code %s.".formatted(result.exitCode()),
              result.tail());
      case LOST ->
          Failure.of(
              FailureCause.CRASHED,
              "lost",
              "The agent's process vanished without a record.",
              result.tail());
      case NOT_STARTED ->
          Failure.of(
              FailureCause.CRASHED,
              "not started",
              "The agent could not be started.",
              result.tail());
      case IDLE ->
          Failure.of(
              FailureCause.HUNG,
              "idle",
              "The agent showed no sign of life for too long.",
              result.tail());
      case DEADLINE ->
          Failure.of(FailureCause.HUNG, "deadline", "The agent ran out of time.", result.tail());
      case OUTPUT_FLOOD ->
          Failure.of(
              FailureCause.OUTPUT_FLOOD,
              "output",
              "The agent wrote more output than allowed.",
              result.tail());
      case MISSING_BINARY ->
          Failure.of(
              FailureCause.MISSING_BINARY,
              name,
              "The command of agent \"%s\" was not found. Install it, or name another agent."
                  .formatted(name),
              result.tail());
      case CLAIMED_DONE, ASKED, STOPPED ->
          throw new IllegalArgumentException("not a failure: " + result.end());
    };
  }
}
