package dev.coppice.schedule;

import dev.coppice.agent.AgentStatus;
import dev.coppice.event.Event;
import dev.coppice.event.LandingId;

/// The part of the fold that follows landings.
final class LandingEvolver {
  private LandingEvolver() {}

  static void evolve(StateEdit edit, Event.OfLanding event) {
    switch (event) {
      case Event.LandingQueued(var id, var agent, var module, var commit, var approved) -> {
        Landing.Step step =
            approved ? new Landing.Step.Queued() : new Landing.Step.AwaitingApproval();
        edit.landings = edit.landings.plus(id, new Landing(id, agent, module, commit, 0, step));
        edit.landingOrder = edit.landingOrder.plus(id);
        if (agent != null) {
          edit.agent(agent, it -> it.at(AgentStatus.ACTIVE, new Stage.ToLand(id)));
        }
      }
      case Event.LandingApproved(var id, _) -> {
        edit.landing(id, it -> it.to(new Landing.Step.Queued()));
        activate(edit, id);
      }
      case Event.LandingStarted(var id, var target) -> {
        edit.landing(id, it -> it.to(new Landing.Step.Building(target)));
        activate(edit, id);
      }
      case Event.LandingBuilt(var id, var candidate, var tree) ->
          edit.landing(
              id,
              it ->
                  it.step() instanceof Landing.Step.Building(var target)
                      ? it.to(new Landing.Step.Checking(target, candidate, tree, null, 0))
                      : it);
      case Event.LandingVerified(var id, var checks) ->
          edit.landing(
              id,
              it ->
                  it.step()
                          instanceof
                          Landing.Step.Checking(var target, var candidate, var tree, _, _)
                      ? it.to(new Landing.Step.Advancing(target, candidate, tree, checks))
                      : it);
      case Event.LandingConflicted(var id, _) -> {
        edit.tally = edit.tally.conflict();
        back(edit, id);
      }
      case Event.LandingRed(var id, _) -> back(edit, id);
      case Event.LandingDropped(var id, _) -> back(edit, id);
      case Event.LandingWaits(var id, var reason, var paths, var until) -> {
        edit.landing(id, it -> it.waiting(new Landing.Step.Waits(reason, paths, until)));
        Landing waiting = edit.landings.get(id);
        if (waiting != null && waiting.agent() != null) {
          edit.agent(waiting.agent(), it -> it.blocked(it.stage(), reason));
        }
      }
      case Event.LandingReturned(var id, _) ->
          edit.landing(id, it -> it.to(new Landing.Step.Queued()));
    }
  }

  private static void activate(StateEdit edit, LandingId id) {
    Landing landing = edit.landings.get(id);
    if (landing != null && landing.agent() != null) {
      edit.agent(
          landing.agent(),
          it -> it.status().isEnded() ? it : it.at(AgentStatus.ACTIVE, it.stage()));
    }
  }

  /// Out of the queue; its agent has the work again.
  private static void back(StateEdit edit, LandingId id) {
    Landing landing = edit.landings.get(id);
    edit.dropLanding(id);
    if (landing != null && landing.agent() != null) {
      edit.agent(
          landing.agent(),
          it -> it.status().isEnded() ? it : it.at(AgentStatus.ACTIVE, new Stage.Interrupted()));
    }
  }
}
