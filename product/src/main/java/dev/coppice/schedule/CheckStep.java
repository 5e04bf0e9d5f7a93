package dev.coppice.schedule;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How far a row of commands is: which one runs and how many are behind.
record CheckStep(@Nullable CommandAttempt check, int index) {
  /// Whether this very command is the one that runs: the end of an earlier one says nothing here.
  boolean isOf(AttemptId id) {
    return check != null && check.id().equals(id);
  }

  CheckStep running(CommandAttempt spec) {
    return new CheckStep(spec, index);
  }

  CheckStep passed() {
    return new CheckStep(null, index + 1);
  }

  CheckStep dropped() {
    return new CheckStep(null, index);
  }

  static Agent move(Agent agent, UnaryOperator<CheckStep> change) {
    return switch (agent.stage()) {
      case Stage.SettingUp(var step, var index) -> {
        CheckStep next = change.apply(new CheckStep(step, index));
        yield agent.at(agent.status(), new Stage.SettingUp(next.check, next.index));
      }
      case Stage.Gating(var gate, var commit, var tree, var check, var index) -> {
        CheckStep next = change.apply(new CheckStep(check, index));
        yield agent.at(
            agent.status(), new Stage.Gating(gate, commit, tree, next.check, next.index));
      }
      case Stage.Starting _,
          Stage.Cutting _,
          Stage.Working _,
          Stage.Interrupted _,
          Stage.Asking _,
          Stage.Waiting _,
          Stage.Rebasing _,
          Stage.ToLand _,
          Stage.Ended _ ->
          agent;
    };
  }

  static Landing move(Landing landing, UnaryOperator<CheckStep> change) {
    if (landing.step()
        instanceof
        Landing.Step.Checking(var target, var candidate, var tree, var check, var index)) {
      CheckStep next = change.apply(new CheckStep(check, index));
      return landing.to(new Landing.Step.Checking(target, candidate, tree, next.check, next.index));
    }
    return landing;
  }

  static TargetState move(TargetState target, UnaryOperator<CheckStep> change) {
    CheckStep now =
        target.verdict() instanceof TargetState.Verdict.Checking(var check, var index)
            ? new CheckStep(check, index)
            : new CheckStep(null, 0);
    CheckStep next = change.apply(now);
    if (next.equals(now)) {
      return target;
    }
    return target.judged(new TargetState.Verdict.Checking(next.check, next.index));
  }
}
