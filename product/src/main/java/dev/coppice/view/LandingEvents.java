package dev.coppice.view;

import dev.coppice.event.Event;

/// What is published of landings.
final class LandingEvents {
  private LandingEvents() {}

  /// @throws IllegalArgumentException if the event is none of a landing
  static void publish(Event event, Publication to) {
    switch (event) {
      case Event.LandingQueued(var landing, var agent, var module, var commit, var approved) ->
          to.about(
              EventType.LANDING_QUEUED,
              agent,
              module,
              data().with("landing", landing).with("commit", commit).with("approved", approved));
      case Event.LandingApproved(var landing, var by) ->
          to.landing(EventType.LANDING_APPROVED, landing, data().with("by", by));
      case Event.LandingVerified(var landing, var checks) ->
          to.landing(EventType.LANDING_VERIFIED, landing, data().with("checks", checks));
      case Event.LandingConflicted(var landing, var paths) ->
          to.landing(EventType.LANDING_CONFLICTED, landing, data().with("paths", paths));
      case Event.LandingRed(var landing, var failure) ->
          to.landing(
              EventType.LANDING_RED,
              landing,
              data()
                  .with("error", failure.summary())
                  .with("paths", failure.paths())
                  .with("tail", failure.evidence()));
      case Event.LandingWaits(var landing, var reason, var paths, var until) ->
          to.landing(
              EventType.LANDING_WAITING,
              landing,
              data().with("reason", reason).with("paths", paths).with("until", until));
      case Event.LandingReturned(var landing, var reason) ->
          to.landing(EventType.LANDING_RETURNED, landing, data().with("reason", reason));
      case Event.LandingDropped(var landing, var reason) ->
          to.landing(EventType.LANDING_DROPPED, landing, data().with("reason", reason));
      case Event.Landed landed ->
          to.about(
              EventType.WORKTREE_MERGED,
              landed.agent(),
              landed.module(),
              data()
                  .with("landing", landed.landing())
                  .with("commit", landed.commit())
                  .with("target", to.after().target().name())
                  .with("checks", landed.checks()));
      default -> throw new IllegalArgumentException("not an event of a landing: " + event);
    }
  }

  private static EventData data() {
    return new EventData();
  }
}
