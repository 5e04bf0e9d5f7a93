package dev.coppice.event;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.work.ConcurrencyDecision;
import dev.coppice.work.ItemId;
import dev.coppice.work.Settings;
import dev.coppice.work.WorkItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One line of the event log: a fact, or an intent committed before its effect starts. Append-only:
/// records gain fields, they never lose or rename any. Commit and tree ids are git object ids.
public sealed interface Event {
  /// What becomes of one worktree, its attempts, checks and gates.
  sealed interface OfWork extends Event {}

  /// What becomes of one landing.
  sealed interface OfLanding extends Event {}

  // ---- the system

  record SystemOpened(
      String id,
      String systemId,
      String systemPath,
      String target,
      String worktreesPath,
      Instant at)
      implements Event {}

  /// A process took ownership. `epoch` counts them, so a later owner fences an earlier one.
  record OwnerStarted(long epoch, boolean autopilot) implements Event {}

  record OwnerStopped(String reason) implements Event {}

  record SettingsRead(Settings settings) implements Event {}

  record RoadmapRead(Roadmap roadmap) implements Event {}

  record Paused(String reason) implements Event {}

  record Resumed() implements Event {}

  record ShutDown() implements Event {}

  // ---- the target branch

  record TargetObserved(String commit, String tree) implements Event {}

  /// Green: every check passed on the target's tip. Red: one alert, no spawns.
  record TargetJudged(String commit, boolean green, @Nullable Failure failure) implements Event {}

  // ---- work

  record WorkAssigned(String cycleId, List<WorkItem> items, ConcurrencyDecision concurrency)
      implements Event {}

  record AgentSpawned(
      AgentId agent, ItemId item, String agentName, int generation, int maxRetries, Instant at)
      implements Event {}

  /// A worktree is about to be cut at `base`; `fresh` resets what an earlier agent left, kept
  /// aside.
  record CutIntended(AgentId agent, String base, boolean fresh) implements OfWork {}

  record WorktreeCut(AgentId agent, String path, String branch, String base, String memory)
      implements OfWork {}

  record RebaseIntended(AgentId agent) implements OfWork {}

  record WorktreeRebased(AgentId agent, String commit, String base, List<String> conflicts)
      implements OfWork {}

  record WorktreeDeleted(ModuleId module, String branch) implements OfWork {}

  // ---- attempts

  /// @param charged whether it repeats an earlier attempt and so counts against the budget
  record AttemptIntended(AgentAttempt spec, boolean charged) implements OfWork {}

  record AttemptStarted(AttemptId attempt, AgentId agent, long pid, Instant at) implements OfWork {}

  record AttemptEnded(AgentId agent, AttemptResult result) implements OfWork {}

  record CheckIntended(CommandAttempt spec, CheckPurpose purpose, String tree) implements OfWork {}

  record CheckEnded(
      AttemptId check,
      CheckPurpose purpose,
      String name,
      String tree,
      boolean green,
      @Nullable Integer exitCode,
      String tail,
      long milliseconds)
      implements OfWork {}

  /// The command was cut off by us before it could say anything; it runs again.
  record CheckDropped(AttemptId check, CheckPurpose purpose) implements OfWork {}

  /// Someone outside says how the running attempt stands.
  record ClaimMade(AgentId agent, ClaimKind kind, String text) implements OfWork {}

  /// The claim of an attempt and what we saw do not agree.
  record ClaimRefuted(AgentId agent, AttemptId attempt, String claim, String truth)
      implements OfWork {}

  // ---- gates

  record GateEntered(AgentId agent, String gate, String commit, String tree) implements OfWork {}

  record GatePassed(AgentId agent, String gate, String how, String commit, String tree)
      implements OfWork {}

  /// The segment with this index is behind the agent.
  record SegmentDone(AgentId agent, int segment, int percent) implements Event {}

  // ---- failures

  record AgentFailed(AgentId agent, Failure failure) implements Event {}

  record FailureDecided(AgentId agent, Action action, String reasoning, @Nullable Instant notBefore)
      implements Event {}

  record AgentBlocked(AgentId agent, InboxId inbox, String reason) implements Event {}

  record AgentUnblocked(AgentId agent, String answer) implements Event {}

  // ---- inbox

  record InboxOpened(InboxItem item) implements Event {}

  record InboxAnswered(InboxId inbox, String answer, String by, Instant at) implements Event {}

  // ---- landing

  record LandingQueued(
      LandingId landing, @Nullable AgentId agent, ModuleId module, String commit, boolean approved)
      implements OfLanding {}

  record LandingApproved(LandingId landing, String by) implements OfLanding {}

  record LandingStarted(LandingId landing, String target) implements OfLanding {}

  record LandingBuilt(LandingId landing, String candidate, String tree) implements OfLanding {}

  record LandingVerified(LandingId landing, List<String> checks) implements OfLanding {}

  record LandingConflicted(LandingId landing, List<String> paths) implements OfLanding {}

  record LandingRed(LandingId landing, Failure failure) implements OfLanding {}

  /// The user's checkout could be hurt: the target did not move.
  record LandingWaits(LandingId landing, String reason, List<String> paths, Instant until)
      implements OfLanding {}

  /// The target moved underneath: begin again on the new tip.
  record LandingReturned(LandingId landing, String reason) implements OfLanding {}

  /// It left the queue without landing.
  record LandingDropped(LandingId landing, String reason) implements OfLanding {}

  record Landed(
      LandingId landing,
      @Nullable AgentId agent,
      ModuleId module,
      String commit,
      String tree,
      List<String> checks,
      Instant at)
      implements Event {}

  // ---- ends

  record AgentCompleted(AgentId agent, ModuleId module, Instant at) implements Event {}

  record AgentTerminated(AgentId agent, String reason, Instant at) implements Event {}

  /// A work item that nobody works any more without having been accepted. Its module is held: it is
  /// not chosen again by itself.
  record ItemClosed(ItemId item, String reason) implements Event {}

  /// The target's own history says that the module landed before this log began.
  record FoundLanded(ModuleId module, String commit) implements Event {}

  /// A person asks for the module again.
  record ModuleReleased(ModuleId module) implements Event {}

  /// The person allows more repeats after an escalation.
  record BudgetExtended(ItemId item, int repeats) implements Event {}
}
