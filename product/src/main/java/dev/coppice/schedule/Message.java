package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.Failure;
import dev.coppice.event.InboxId;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.Roadmap;
import dev.coppice.work.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What reaches the mailbox: commands from people and programs, reports from the world, time.
public sealed interface Message {

  /// Someone wants something. Refused commands change nothing and say why.
  sealed interface Command extends Message {}

  /// Something happened that a decision asked for, or that the world did by itself.
  sealed interface Report extends Message {}

  /// A statement from outside about a running attempt.
  sealed interface Claim extends Command {}

  /// How a step of a landing went.
  sealed interface OfLanding extends Report {}

  // ---- commands

  /// A process took over. Opens the system the first time, resumes it afterwards.
  record Open(
      String systemId,
      String systemPath,
      String target,
      String worktreesPath,
      Settings settings,
      Roadmap roadmap,
      boolean autopilot)
      implements Command {}

  /// One autonomous round: choose at most `count` items and spawn agents for them.
  record RunCycle(int count) implements Command {}

  /// A named module with a named loop.
  record Spawn(
      ModuleId module,
      @Nullable String loopId,
      @Nullable String scope,
      @Nullable Integer maxRetries)
      implements Command {}

  record Pause() implements Command {}

  record Resume() implements Command {}

  /// The orchestrator ends: every live agent is terminated.
  record Shutdown() implements Command {}

  /// The owner process ends; agents are stopped and start again, uncharged, with the next owner.
  record StopOwner() implements Command {}

  record Terminate(AgentId agent) implements Command {}

  /// Someone outside says the agent is done, has failed, or is blocked. Done is a claim like any.
  record ClaimDone(AgentId agent) implements Claim {}

  record ClaimFailed(AgentId agent, String why) implements Claim {}

  record ClaimBlocked(AgentId agent, String why) implements Claim {}

  record Answer(InboxId inbox, String answer, String by) implements Command {}

  /// Approves the landing of a module.
  record Land(ModuleId module, String by) implements Command {}

  /// Asks whether someone outside may change a module's worktree now: no agent must live in it.
  record UseWorktree(ModuleId module) implements Command {}

  /// Lands a branch that no agent works on.
  record LandBranch(ModuleId module, String commit) implements Command {}

  record ReadAgain(Settings settings, Roadmap roadmap) implements Command {}

  // ---- reports

  /// What the target's history says has landed already: modules and their landing commits.
  record LandedBefore(Map<ModuleId, String> landed) implements Report {
    public LandedBefore {
      landed = Map.copyOf(landed);
    }
  }

  /// Time passes. `freeDisk` in bytes, negative when unknown.
  record Tick(long freeDisk) implements Report {}

  record TargetSeen(String commit, String tree) implements Report {}

  record WorktreeReady(AgentId agent, String path, String branch, String head, String memory)
      implements Report {}

  record WorktreeFailed(AgentId agent, Failure failure) implements Report {}

  record RebaseDone(AgentId agent, String commit, String base, List<String> conflicts)
      implements Report {}

  record AttemptRuns(AttemptId attempt, long pid) implements Report {}

  record AttemptFinished(AttemptResult result) implements Report {}

  record CandidateBuilt(LandingId landing, String candidate, String tree) implements OfLanding {}

  record CandidateConflicts(LandingId landing, List<String> paths, String detail)
      implements OfLanding {}

  /// The branch holds nothing that the target does not have already.
  record CandidateEmpty(LandingId landing) implements OfLanding {}

  record TargetAdvanced(LandingId landing) implements OfLanding {}

  record TargetMoved(LandingId landing, String actual, String tree) implements OfLanding {}

  record AdvanceBlocked(LandingId landing, String reason, List<String> paths)
      implements OfLanding {}

  /// An effect of a landing broke; it is tried again after a pause.
  record LandingBroke(LandingId landing, String why) implements OfLanding {}

  record WorktreeGone(ModuleId module, String branch) implements Report {}
}
