package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AgentStatus;
import dev.coppice.agent.AttemptResult;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import dev.coppice.event.Event.CheckEnded;
import java.util.function.UnaryOperator;

/// The part of the fold that follows worktrees, attempts, checks and gates.
final class AttemptEvolver {
  /// How many green trees are remembered: the newest are the ones asked for.
  private static final int MOST_GREEN_TREES = 200;

  private AttemptEvolver() {}

  static void evolve(StateEdit edit, Event.OfWork event) {
    switch (event) {
      case Event.CutIntended(var agent, var base, var fresh) ->
          edit.agent(agent, it -> it.at(it.status(), new Stage.Cutting(base, fresh)));
      case Event.WorktreeCut(var agent, var path, var branch, var base, var memory) ->
          edit.agent(
              agent,
              it ->
                  it.in(new Place(path, branch, base, base))
                      .remembering(memory)
                      .at(it.status(), new Stage.SettingUp(null, 0)));
      case Event.RebaseIntended(var agent) ->
          edit.agent(agent, it -> it.at(AgentStatus.RETRYING, new Stage.Rebasing()));
      case Event.WorktreeRebased(var agent, var commit, var base, _) ->
          edit.agent(
              agent,
              it ->
                  it.in(place(it).rebased(base, commit)).at(it.status(), new Stage.Interrupted()));
      case Event.WorktreeDeleted(var module, _) -> edit.departing = edit.departing.minus(module);
      case Event.ClaimRefuted _ -> edit.tally = edit.tally.lie();
      case Event.GatePassed _ -> {
        // Told in the log; the next event says where the agent goes from here.
      }
      case Event.AttemptIntended(var spec, var charged) -> {
        edit.agent(
            spec.agent(),
            it ->
                it.setUp()
                    .at(
                        it.status() == AgentStatus.SPAWNING ? it.status() : AgentStatus.ACTIVE,
                        new Stage.Working(spec, null)));
        edit.itemOf(spec.agent(), item -> item.attempted(charged));
        edit.start(spec.id(), new Running.OfAgent(spec.agent()));
      }
      case Event.AttemptStarted(_, var agent, _, var at) ->
          edit.agent(
              agent,
              it ->
                  it.status() == AgentStatus.SPAWNING
                      ? it.at(AgentStatus.ACTIVE, it.stage()).started(at)
                      : it.started(at));
      case Event.AttemptEnded(var agent, var result) -> ended(edit, agent, result);
      case Event.CheckIntended(var spec, var purpose, var tree) -> {
        long epoch = edit.system == null ? 0 : edit.system.epoch();
        edit.start(spec.id(), new Running.OfCheck(spec, purpose, tree, epoch));
        if (purpose.kind() == CheckPurpose.Kind.SETUP && purpose.agent() != null) {
          edit.agent(purpose.agent(), AttemptEvolver::settingUp);
        }
        checking(edit, purpose, step -> step.running(spec));
      }
      case CheckEnded ended -> checkEnded(edit, ended);
      case Event.CheckDropped(var check, var purpose) -> {
        edit.stop(check);
        checking(edit, purpose, step -> step.isOf(check) ? step.dropped() : step);
      }
      case Event.ClaimMade(var agent, var kind, var text) ->
          edit.agent(
              agent,
              it ->
                  it.stage() instanceof Stage.Working(var attempt, _)
                      ? it.at(it.status(), new Stage.Working(attempt, new Stage.Claim(kind, text)))
                      : it);
      case Event.GateEntered(var agent, var gate, var commit, var tree) ->
          edit.agent(
              agent,
              it -> it.at(AgentStatus.ACTIVE, new Stage.Gating(gate, commit, tree, null, 0)));
    }
  }

  /// A setup that was red begins again with its first command.
  private static Agent settingUp(Agent agent) {
    return agent.stage() instanceof Stage.SettingUp
        ? agent
        : agent.at(agent.status(), new Stage.SettingUp(null, 0));
  }

  private static Place place(Agent agent) {
    if (agent.place() == null) {
      throw new IllegalStateException("agent " + agent.id() + " has no worktree yet");
    }
    return agent.place();
  }

  private static void ended(StateEdit edit, AgentId agent, AttemptResult result) {
    edit.stop(result.id());
    if (edit.agent(agent).status().isEnded()) {
      return;
    }
    edit.agent(
        agent,
        it -> {
          Agent idle = it.at(it.status(), new Stage.Interrupted());
          return result.work() == null || it.place() == null
              ? idle
              : idle.in(it.place().withTip(result.work().commit()));
        });
  }

  private static void checkEnded(StateEdit edit, CheckEnded ended) {
    Running known = edit.running.get(ended.check());
    edit.stop(ended.check());
    checking(
        edit,
        ended.purpose(),
        step -> !step.isOf(ended.check()) ? step : ended.green() ? step.passed() : step.dropped());
    boolean clean =
        switch (ended.purpose().kind()) {
          case LANDING, TARGET -> true;
          case SETUP, GATE -> false;
        };
    if (clean && ended.green() && known instanceof Running.OfCheck(var spec, _, _, _)) {
      edit.greenTrees =
          edit.greenTrees.plus(CheckCache.key(ended.tree(), spec.name(), spec.command()));
      if (edit.greenTrees.size() > MOST_GREEN_TREES) {
        edit.greenTrees = edit.greenTrees.minus(0);
      }
    }
  }

  /// Moves the step of whoever asked for the command.
  private static void checking(
      StateEdit edit, CheckPurpose purpose, UnaryOperator<CheckStep> change) {
    switch (purpose.kind()) {
      case SETUP, GATE -> {
        if (purpose.agent() != null) {
          edit.agent(purpose.agent(), it -> CheckStep.move(it, change));
        }
      }
      case LANDING -> {
        if (purpose.landing() != null && edit.landings.containsKey(purpose.landing())) {
          edit.landing(purpose.landing(), it -> CheckStep.move(it, change));
        }
      }
      case TARGET -> edit.target = CheckStep.move(edit.target, change);
    }
  }
}
