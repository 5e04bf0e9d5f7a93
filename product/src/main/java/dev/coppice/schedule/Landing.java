package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of verified work on its way into the target.
///
/// @param agent absent when a person lands a branch that no agent works on
/// @param commit tip of the module's branch (object id)
/// @param waits how often it waited for the user's checkout
public record Landing(
    LandingId id, @Nullable AgentId agent, ModuleId module, String commit, int waits, Step step) {

  /// Which step it waits for. Steps from Building on hold the one landing lane.
  public sealed interface Step {
    record AwaitingApproval() implements Step {}

    record Queued() implements Step {}

    record Building(String target) implements Step {}

    record Checking(
        String target, String candidate, String tree, @Nullable CommandAttempt check, int index)
        implements Step {}

    record Advancing(String target, String candidate, String tree, List<String> checks)
        implements Step {}

    /// The user's checkout would be hurt; it is tried again at `until`.
    record Waits(String reason, List<String> paths, Instant until) implements Step {}
  }

  Landing to(Step next) {
    return new Landing(id, agent, module, commit, waits, next);
  }

  Landing waiting(Step.Waits next) {
    return new Landing(id, agent, module, commit, waits + 1, next);
  }

  boolean holdsLane() {
    return switch (step) {
      case Step.Building _, Step.Checking _, Step.Advancing _ -> true;
      case Step.AwaitingApproval _, Step.Queued _, Step.Waits _ -> false;
    };
  }
}
