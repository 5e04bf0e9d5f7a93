package dev.coppice.schedule;

import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;

/// What a command we ran ourselves says: setup, gate, landing, target.
final class CheckDecider {
  private CheckDecider() {}

  static void finished(Turn turn, Running.OfCheck check, AttemptResult result) {
    CommandAttempt spec = check.spec();
    CheckPurpose purpose = check.purpose();
    if (isCutOff(result, check.epoch() < turn.state().openSystem().epoch())) {
      turn.emit(new Event.CheckDropped(spec.id(), purpose));
      turn.sweep(); // It says nothing about the tree; it runs again.
      return;
    }
    boolean green = result.end() == AttemptResult.End.CLAIMED_DONE;
    turn.emit(
        new Event.CheckEnded(
            spec.id(),
            purpose,
            spec.name(),
            check.tree(),
            green,
            result.exitCode(),
            result.tail(),
            result.milliseconds()));
    switch (purpose.kind()) {
      case SETUP, GATE -> ofAgent(turn, purpose, spec, result, green);
      case LANDING -> LandingDecider.checkEnded(turn, purpose, green, failure(spec, result));
      case TARGET -> TargetDecider.checkEnded(turn, green, spec, told(result));
    }
  }

  /// A command that vanished while its owner changed says nothing. One that vanishes under a
  /// watching owner does so by its own doing, and would do it for ever.
  private static boolean isCutOff(AttemptResult result, boolean ownerChanged) {
    return switch (result.end()) {
      case STOPPED -> true;
      case LOST -> ownerChanged;
      case CLAIMED_DONE, FAILED, ASKED, IDLE, DEADLINE, OUTPUT_FLOOD, MISSING_BINARY, NOT_STARTED ->
          false;
    };
  }

  private static void ofAgent(
      Turn turn, CheckPurpose purpose, CommandAttempt spec, AttemptResult result, boolean green) {
    Agent agent = purpose.agent() == null ? null : turn.state().agents().get(purpose.agent());
    if (agent == null || agent.status().isEnded()) {
      return;
    }
    boolean setup = purpose.kind() == CheckPurpose.Kind.SETUP;
    if (!green) {
      AttemptDecider.fail(turn, agent.id(), setup ? setupRed(spec, result) : failure(spec, result));
    } else if (setup) {
      AttemptDecider.setUp(turn, agent.id());
    } else {
      GateDecider.proceed(turn, agent.id());
    }
  }

  private static Failure setupRed(CommandAttempt spec, AttemptResult result) {
    return Failure.of(
        FailureCause.SETUP_RED,
        spec.name(),
        "Setup command `%s` failed.".formatted(String.join(" ", spec.command())),
        told(result));
  }

  private static Failure failure(CommandAttempt spec, AttemptResult result) {
    return result.end() == AttemptResult.End.MISSING_BINARY
        ? Failure.of(
            FailureCause.MISSING_BINARY,
            "check:" + spec.name(),
            "Check \"%s\" cannot run: command `%s` was not found. Mend it in coppice.yaml."
                .formatted(spec.name(), spec.command().getFirst()),
            told(result))
        : Checks.red(spec.name(), told(result), "on the exact commit");
  }

  private static String told(AttemptResult result) {
    return switch (result.end()) {
      case DEADLINE, IDLE -> result.tail() + "\n(timed out)";
      case LOST -> result.tail() + "\n(it vanished without an exit code)";
      case CLAIMED_DONE, FAILED, ASKED, OUTPUT_FLOOD, STOPPED, MISSING_BINARY, NOT_STARTED ->
          result.tail();
    };
  }
}
