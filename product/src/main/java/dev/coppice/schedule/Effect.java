package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import java.time.Instant;
import java.util.List;

/// What has to happen in the world. Data only; carried out after the events that intend it are
/// committed. Every effect may be carried out twice: ids are minted before it starts.
public sealed interface Effect {
  /// A worktree for the agent's module at `base` (object id); what an earlier agent left there is
  /// kept aside first when `fresh`.
  record CutWorktree(AgentId agent, ModuleId module, String loopId, String base, boolean fresh)
      implements Effect {}

  /// The module's work onto the target's present tip.
  record RebaseWorktree(AgentId agent, ModuleId module) implements Effect {}

  record StartAttempt(AttemptSpec spec) implements Effect {}

  record StopAttempt(AttemptId attempt, boolean ownerStops) implements Effect {}

  record ObserveTarget() implements Effect {}

  /// The merge commit of `commit` into `target`, made without a checkout.
  ///
  /// @param at the date of the merge commit, fixed so that a repeat makes the same commit
  record BuildCandidate(
      LandingId landing,
      ModuleId module,
      String commit,
      String target,
      List<String> trailers,
      Instant at)
      implements Effect {}

  /// Moves the target by compare-and-swap and syncs a checkout that has it checked out.
  record AdvanceTarget(LandingId landing, ModuleId module, String target, String candidate)
      implements Effect {}

  record DeleteWorktree(ModuleId module, boolean branchLanded) implements Effect {}

  /// What an attempt taught: a failure and that it was mended, for later prompts.
  record Remember(ModuleId module, String loopId, List<String> lessons) implements Effect {}

  /// The roadmap's owner learns that a module is complete.
  record TellRoadmap(ModuleId module) implements Effect {}
}
