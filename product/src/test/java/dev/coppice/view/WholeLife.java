package dev.coppice.view;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.Action;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.ClaimKind;
import dev.coppice.event.Event;
import dev.coppice.event.InboxId;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A long and unlucky story in which everything that can be logged happens at least once.
final class WholeLife {
  static final AgentId AUTH = Story.agent("auth", 1);
  static final AgentId BILLING = Story.agent("billing", 1);
  static final AgentId BILLING_AGAIN = Story.agent("billing", 2);
  static final ModuleId AUTH_MODULE = new ModuleId("auth");
  static final Failure RED =
      Failure.of(FailureCause.CHECK_RED, "test", "check test red.", "1 test failed");
  private static final LandingId LANDING = new LandingId("l1");
  private static final Instant LATER = Story.START.plusSeconds(600);
  private static final CommandAttempt CHECK =
      new CommandAttempt(
          new AttemptId("auth-c1"),
          "test",
          List.of("true"),
          AUTH_MODULE,
          "c1",
          Duration.ofMinutes(1));

  private WholeLife() {}

  static Story story() {
    return Story.of(Story.module("auth"), Story.module("billing"), Story.module("ui", "auth"));
  }

  /// Events that follow the opening of [#story()].
  static List<Event> events() {
    return List.of(
        Story.assigned("auth", "billing"),
        spawned("auth", AUTH, 1),
        spawned("billing", BILLING, 1),
        new Event.CutIntended(AUTH, "c0ffee0000000000", false),
        new Event.WorktreeCut(AUTH, "/w/auth", "module/auth", "c0ffee0000000000", ""),
        new Event.CheckIntended(CHECK, CheckPurpose.setup(AUTH), "t0"),
        ended(CheckPurpose.setup(AUTH), true),
        attempt("auth", AUTH, 1, false),
        new Event.AttemptStarted(new AttemptId("auth-1"), AUTH, 42, Story.START.plusSeconds(10)),
        new Event.ClaimMade(AUTH, ClaimKind.DONE, "did it"),
        attemptEnded("auth-1"),
        new Event.ClaimRefuted(AUTH, new AttemptId("auth-1"), "tests pass", "check test is red"),
        new Event.GateEntered(AUTH, "verification-gate", "c1", "t1"),
        new Event.CheckIntended(CHECK, CheckPurpose.gate(AUTH), "t1"),
        new Event.CheckDropped(CHECK.id(), CheckPurpose.gate(AUTH)),
        new Event.CheckIntended(CHECK, CheckPurpose.gate(AUTH), "t1"),
        ended(CheckPurpose.gate(AUTH), false),
        new Event.AgentFailed(AUTH, RED),
        new Event.FailureDecided(AUTH, Action.RETRY, "retry 1 of 3, told what failed", null),
        attempt("auth", AUTH, 2, true),
        attemptEnded("auth-2"),
        new Event.GateEntered(AUTH, "verification-gate", "c2", "t2"),
        ended(CheckPurpose.gate(AUTH), true),
        new Event.GatePassed(AUTH, "verification-gate", "checks green", "c2", "t2"),
        new Event.SegmentDone(AUTH, 0, 90),
        new Event.LandingQueued(LANDING, AUTH, AUTH_MODULE, "c2", false),
        inbox("q1", InboxKind.LANDING, AUTH, AUTH_MODULE, "Land auth?"),
        new Event.AgentBlocked(AUTH, new InboxId("q1"), "Land auth?"),
        new Event.InboxAnswered(new InboxId("q1"), "land", "ann", LATER),
        new Event.LandingApproved(LANDING, "ann"),
        new Event.LandingStarted(LANDING, "c0ffee0000000000"),
        new Event.LandingConflicted(LANDING, List.of("src/a", "src/b")),
        new Event.RebaseIntended(AUTH),
        new Event.WorktreeRebased(AUTH, "c3", "c0ffee0000000001", List.of("src/a")),
        new Event.LandingQueued(LANDING, AUTH, AUTH_MODULE, "c3", true),
        new Event.LandingStarted(LANDING, "c0ffee0000000001"),
        new Event.LandingBuilt(LANDING, "m1", "mt1"),
        ended(CheckPurpose.landing(LANDING, AUTH), false),
        new Event.LandingRed(LANDING, RED),
        new Event.LandingQueued(LANDING, AUTH, AUTH_MODULE, "c3", true),
        new Event.LandingDropped(LANDING, "rejected by ann"),
        new Event.LandingQueued(LANDING, AUTH, AUTH_MODULE, "c3", true),
        new Event.LandingStarted(LANDING, "c0ffee0000000001"),
        new Event.LandingBuilt(LANDING, "m2", "mt2"),
        ended(CheckPurpose.landing(LANDING, AUTH), true),
        new Event.LandingVerified(LANDING, List.of("test")),
        new Event.LandingWaits(LANDING, "your checkout has edits there", List.of("src/a"), LATER),
        new Event.LandingReturned(LANDING, "asked to"),
        landed(),
        new Event.AgentCompleted(AUTH, AUTH_MODULE, Story.START.plusSeconds(100)),
        new Event.WorktreeDeleted(AUTH_MODULE, "module/auth"),
        new Event.AgentFailed(BILLING, RED),
        new Event.FailureDecided(BILLING, Action.PARK, "passes by itself", LATER),
        new Event.FailureDecided(BILLING, Action.REASSIGN, "the same failure was seen twice", null),
        spawned("billing", BILLING_AGAIN, 2),
        new Event.AgentFailed(BILLING_AGAIN, RED),
        new Event.FailureDecided(BILLING_AGAIN, Action.ESCALATE, "seen 3 times", null),
        inbox("q2", InboxKind.ESCALATION, BILLING_AGAIN, new ModuleId("billing"), "What now?"),
        new Event.AgentBlocked(BILLING_AGAIN, new InboxId("q2"), "What now?"),
        new Event.BudgetExtended(Story.item("billing"), 6),
        new Event.AgentUnblocked(BILLING_AGAIN, "use the other table"),
        new Event.AgentTerminated(BILLING_AGAIN, "asked to", LATER),
        new Event.ItemClosed(Story.item("billing"), "terminated: asked to"),
        new Event.ModuleReleased(new ModuleId("billing")),
        new Event.FoundLanded(new ModuleId("earlier"), "c0ffee0000000009"),
        new Event.TargetObserved("bad0000000000000", "tbad"),
        new Event.TargetJudged("bad0000000000000", false, RED),
        new Event.Paused("asked to"),
        new Event.Resumed(),
        new Event.OwnerStopped("asked to"),
        new Event.OwnerStarted(2, true),
        new Event.ShutDown());
  }

  static Event.InboxOpened inbox(
      String id, InboxKind kind, AgentId agent, ModuleId module, String question) {
    return new Event.InboxOpened(
        new InboxItem(
            new InboxId(id),
            kind,
            "agent:" + agent,
            agent,
            module,
            question,
            "",
            List.of("yes", "no"),
            Story.START));
  }

  static Event.AgentSpawned spawned(String module, AgentId agent, int generation) {
    return new Event.AgentSpawned(agent, Story.item(module), "claude", generation, 3, Story.START);
  }

  static Event.AttemptIntended attempt(String module, AgentId agent, int number, boolean charged) {
    return new Event.AttemptIntended(
        new AgentAttempt(
            new AttemptId(module + "-" + number),
            agent,
            new ModuleId(module),
            "claude",
            "Do " + module,
            "IMPLEMENT+VERIFY",
            "Do it.",
            "c0ffee0000000000",
            number,
            1,
            List.of(),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2)),
        charged);
  }

  static Event.Landed landed() {
    return new Event.Landed(
        LANDING,
        AUTH,
        AUTH_MODULE,
        "1anded0000000000",
        "t3",
        List.of("test"),
        Story.START.plusSeconds(99));
  }

  private static Event.AttemptEnded attemptEnded(String id) {
    return new Event.AttemptEnded(
        AUTH,
        new AttemptResult(
            new AttemptId(id),
            AttemptResult.End.CLAIMED_DONE,
            0,
            "did it",
            null,
            new AttemptResult.Work("c1", "t1", 1, 2, 3),
            List.of(),
            "",
            1234));
  }

  private static Event.CheckEnded ended(CheckPurpose purpose, boolean green) {
    return new Event.CheckEnded(
        CHECK.id(), purpose, "test", "t1", green, green ? 0 : 1, "the tail", 1500);
  }
}
