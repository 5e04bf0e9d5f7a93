package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec.AgentAttempt;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import dev.coppice.event.InboxKind;
import dev.coppice.loop.ApprovalType;
import dev.coppice.loop.Gate;
import dev.coppice.work.CheckDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a claim meets the evidence: deliverables, checks on the exact commit, a person.
final class GateDecider {
  private GateDecider() {}

  static void enter(Turn turn, AgentId id, AgentAttempt spec, AttemptResult result) {
    Agent agent = turn.state().agent(id);
    List<String> missing =
        spec.wanted().stream().filter(name -> !result.delivered().contains(name)).toList();
    String claim = result.claim() == null ? "done" : result.claim();
    AttemptResult.Work work = result.work();
    if (work == null || isUntouched(agent, spec, work)) {
      refute(turn, agent, spec, claim, "it changed nothing");
      AttemptDecider.fail(
          turn,
          id,
          Failure.of(
              FailureCause.EMPTY_CLAIM,
              spec.phase(),
              "The attempt claimed to be done but changed nothing in the worktree.",
              result.tail()));
      return;
    }
    if (!missing.isEmpty()) {
      refute(
          turn, agent, spec, claim, "these documents are missing: " + String.join(", ", missing));
      AttemptDecider.fail(
          turn,
          id,
          new Failure(
              FailureCause.GATE_RED,
              "These documents are missing: " + String.join(", ", missing) + ".",
              FailureCause.GATE_RED + ":" + String.join(",", missing),
              "",
              List.of()));
      return;
    }
    turn.emit(new Event.GateEntered(id, gateName(agent), work.commit(), work.tree()));
    proceed(turn, id);
  }

  /// Nothing changed since the branch was cut, and no document was asked for that could stand for
  /// it.
  private static boolean isUntouched(Agent agent, AgentAttempt spec, AttemptResult.Work work) {
    Place place = agent.place();
    return spec.wanted().isEmpty()
        && place != null
        && work.commit().equals(place.base())
        && agent.isLastSegment();
  }

  private static void refute(
      Turn turn, Agent agent, AgentAttempt spec, String claim, String truth) {
    turn.emit(new Event.ClaimRefuted(agent.id(), spec.id(), claim, truth));
  }

  private static String gateName(Agent agent) {
    Gate gate = agent.currentSegment().gate();
    return gate == null ? "end-of-loop" : gate.id();
  }

  /// The next check of the gate, then the person, then onward.
  static void proceed(Turn turn, AgentId id) {
    Agent agent = turn.state().agent(id);
    if (!(agent.stage() instanceof Stage.Gating gating) || turn.state().openSystem().stopping()) {
      return;
    }
    List<CheckDefinition> checks = wantsChecks(agent) ? turn.settings().checks() : List.of();
    if (gating.index() < checks.size()) {
      check(turn, agent, gating, checks.get(gating.index()));
      return;
    }
    Gate gate = agent.currentSegment().gate();
    boolean human = gate != null && gate.approval() == ApprovalType.HUMAN;
    switch (turn.settings().autonomy()) {
      case FULL -> pass(turn, id, human ? "a person was not asked: autonomy is full" : how(checks));
      case SUPERVISED -> askOrPass(turn, agent, human, checks);
      case MANUAL -> askOrPass(turn, agent, true, checks);
    }
  }

  private static void askOrPass(
      Turn turn, Agent agent, boolean human, List<CheckDefinition> checks) {
    if (!human) {
      pass(turn, agent.id(), how(checks));
      return;
    }
    InboxDecider.ask(
        turn,
        agent,
        InboxKind.GATE,
        "%s has finished %s. Approve, or send it back with what to change?"
            .formatted(agent.module(), agent.currentSegment().label()),
        "",
        List.of("approve", "reject"));
  }

  private static String how(List<CheckDefinition> checks) {
    return checks.isEmpty()
        ? "deliverables are there"
        : "checks are green: "
            + String.join(", ", checks.stream().map(CheckDefinition::name).toList());
  }

  /// Checks run where the loop says so, and always before the work leaves the loop.
  private static boolean wantsChecks(Agent agent) {
    Gate gate = agent.currentSegment().gate();
    return agent.isLastSegment() || (gate != null && gate.approval() != ApprovalType.HUMAN);
  }

  private static void check(
      Turn turn, Agent agent, Stage.Gating gating, CheckDefinition definition) {
    var spec =
        new CommandAttempt(
            turn.attemptId(agent.module(), "check"),
            definition.name(),
            definition.command(),
            agent.module(),
            gating.commit(),
            definition.timeout());
    turn.emit(new Event.CheckIntended(spec, CheckPurpose.gate(agent.id()), gating.tree()));
    turn.effect(new Effect.StartAttempt(spec));
  }

  static void pass(Turn turn, AgentId id, String how) {
    Agent agent = turn.state().agent(id);
    @Nullable Place place = agent.place();
    String commit = place == null ? "" : place.tip();
    String tree = agent.stage() instanceof Stage.Gating gating ? gating.tree() : "";
    turn.emit(new Event.GatePassed(id, gateName(agent), how, commit, tree));
    int done = agent.segment();
    int count = agent.segments().size();
    turn.emit(new Event.SegmentDone(id, done, (done + 1) * 95 / count));
    if (done + 1 < count) {
      AttemptDecider.next(turn, id, false);
    } else {
      LandingDecider.queue(turn, id);
    }
  }

  /// Whether a person is asked before each landing. Without a check nothing lands by itself.
  static boolean wantsApproval(Turn turn) {
    return turn.settings().checks().isEmpty() || turn.settings().approveLandings();
  }
}
