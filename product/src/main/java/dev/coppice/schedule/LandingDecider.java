package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptSpec.CommandAttempt;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.CheckPurpose;
import dev.coppice.event.Event;
import dev.coppice.event.InboxItem;
import dev.coppice.event.InboxKind;
import dev.coppice.event.LandingId;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.work.CheckDefinition;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one lane into the target: merge commit, checks on that very commit, compare-and-swap.
final class LandingDecider {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private LandingDecider() {}

  static void queue(Turn turn, AgentId id) {
    Agent agent = turn.state().agent(id);
    LandingId landing = turn.landingId();
    boolean ask = GateDecider.wantsApproval(turn);
    turn.emit(
        new Event.LandingQueued(
            landing, id, agent.module(), AttemptDecider.placeOf(agent).tip(), !ask));
    if (ask) {
      String why =
          turn.settings().checks().isEmpty() ? " No check proves it: none is configured." : "";
      InboxDecider.ask(
          turn,
          agent,
          InboxKind.LANDING,
          "%s is ready to land on %s.%s Land it, or reject it with what to change?"
              .formatted(agent.module(), turn.state().target().name(), why),
          "",
          List.of("land", "reject"));
    }
  }

  static void approve(Turn turn, ModuleId module, String by) {
    Landing landing = find(turn, module);
    if (landing == null) {
      turn.refuse(
          turn.state().roadmap().find(module).isPresent()
              ? Refusal.Kind.CONFLICT
              : Refusal.Kind.UNKNOWN,
          "Module %s has no work waiting to land.".formatted(module),
          "See the status for what each module waits for.");
      return;
    }
    if (landing.step() instanceof Landing.Step.AwaitingApproval) {
      turn.emit(new Event.LandingApproved(landing.id(), by));
      if (landing.agent() != null) {
        InboxDecider.closeOf(turn, landing.agent(), "approved by " + by);
      }
    }
    turn.sweep();
  }

  private static @Nullable Landing find(Turn turn, ModuleId module) {
    return turn.state().landingsInOrder().stream()
        .filter(landing -> landing.module().equals(module))
        .findFirst()
        .orElse(null);
  }

  /// A branch without an agent. A person asked for it, so it is approved.
  static void landBranch(Turn turn, ModuleId module, String commit) {
    if (commit.isBlank()) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "Module %s has no branch to land.".formatted(module),
          "Commit its work first.");
      return;
    }
    if (turn.state().live().containsKey(module)) {
      turn.refuse(
          Refusal.Kind.CONFLICT,
          "Module %s has a live agent.".formatted(module),
          "Wait for it, or terminate it first.");
      return;
    }
    Landing before = find(turn, module);
    LandingId landing = before == null ? turn.landingId() : before.id();
    if (before == null) {
      WorkDecider.closeWaiting(turn, module, "a person lands its branch");
      turn.emit(new Event.LandingQueued(landing, null, module, commit, true));
    }
    turn.result(landing.value());
    turn.sweep();
  }

  /// Takes the next landing into the lane when it is free.
  static void pump(Turn turn) {
    OrchestratorState state = turn.state();
    if (state.landingOrder().isEmpty() || !state.target().isGreen() || isLaneTaken(state)) {
      return;
    }
    for (Landing landing : state.landingsInOrder()) {
      boolean ready =
          switch (landing.step()) {
            case Landing.Step.Queued _ -> true;
            case Landing.Step.Waits(_, _, var until) -> !turn.now().isBefore(until);
            case Landing.Step.AwaitingApproval _,
                Landing.Step.Building _,
                Landing.Step.Checking _,
                Landing.Step.Advancing _ ->
                false;
          };
      if (ready) {
        String target = state.target().commit();
        turn.emit(new Event.LandingStarted(landing.id(), target));
        turn.effect(build(turn, landing, target));
        return;
      }
    }
  }

  /// Whether a landing is under way, or a command still runs in the one landing worktree: a landing
  /// that was dropped, or a target that moved, leaves its check running for a moment.
  static boolean isLaneTaken(OrchestratorState state) {
    return state.occupancy().inLandingTree() > 0
        || state.landings().values().stream().anyMatch(Landing::holdsLane);
  }

  static Effect build(Turn turn, Landing landing, String target) {
    String item =
        landing.agent() == null
            ? "none"
            : turn.state().agent(landing.agent()).assignment().item().value();
    List<String> checks = turn.settings().checks().stream().map(CheckDefinition::name).toList();
    List<String> trailers =
        List.of(
            "Coppice-Module: " + landing.module(),
            "Coppice-Item: " + item,
            "Coppice-Checks: " + (checks.isEmpty() ? "none" : String.join(", ", checks)));
    return new Effect.BuildCandidate(
        landing.id(), landing.module(), landing.commit(), target, trailers, turn.now());
  }

  static void report(Turn turn, Message.OfLanding report) {
    switch (report) {
      case Message.CandidateBuilt(var id, var candidate, var tree) -> {
        if (step(turn, id) instanceof Landing.Step.Building) {
          turn.emit(new Event.LandingBuilt(id, candidate, tree));
          proceed(turn, id);
        }
      }
      case Message.CandidateConflicts(var id, var paths, var detail) -> {
        if (step(turn, id) instanceof Landing.Step.Building) {
          Landing landing = turn.state().landing(id);
          turn.emit(new Event.LandingConflicted(id, paths));
          back(turn, landing, conflict(paths, detail));
        }
      }
      case Message.CandidateEmpty(var id) -> {
        if (step(turn, id) instanceof Landing.Step.Building) {
          TargetState target = turn.state().target();
          landed(turn, id, target.commit(), target.tree(), List.of());
        }
      }
      case Message.TargetAdvanced(var id) -> {
        if (step(turn, id)
            instanceof Landing.Step.Advancing(_, var candidate, var tree, var checks)) {
          landed(turn, id, candidate, tree, checks);
        }
      }
      case Message.TargetMoved(var id, var actual, var tree) -> {
        if (step(turn, id) instanceof Landing.Step.Advancing) {
          turn.emit(new Event.LandingReturned(id, "the target moved"));
          TargetDecider.seen(turn, actual, tree);
        }
      }
      case Message.AdvanceBlocked(var id, var reason, var paths) -> waits(turn, id, reason, paths);
      case Message.LandingBroke(var id, var why) -> waits(turn, id, why, List.of());
    }
    turn.sweep();
  }

  private static Landing.@Nullable Step step(Turn turn, LandingId id) {
    Landing landing = turn.state().landings().get(id);
    return landing == null ? null : landing.step();
  }

  private static Failure conflict(List<String> paths, String detail) {
    return new Failure(
        FailureCause.CONFLICT,
        "The work conflicts with what landed meanwhile. The worktree now stands on the new tip; "
            + "files with conflict markers must be resolved, keeping both sides' intent.",
        FailureCause.CONFLICT + ":" + String.join(",", paths),
        detail,
        paths);
  }

  /// Landings whose check was cut off go on with it.
  static void proceedIdle(Turn turn) {
    for (LandingId id : turn.state().landingOrder()) {
      proceedIdle(turn, id);
    }
  }

  private static void proceedIdle(Turn turn, LandingId id) {
    if (step(turn, id) instanceof Landing.Step.Checking(_, _, _, var check, _) && check == null) {
      proceed(turn, id);
    }
  }

  /// The next check on the candidate, then the compare-and-swap.
  static void proceed(Turn turn, LandingId id) {
    Landing landing = turn.state().landing(id);
    if (!(landing.step() instanceof Landing.Step.Checking checking)
        || turn.state().openSystem().stopping()) {
      return;
    }
    List<CheckDefinition> checks = turn.settings().checks();
    for (CheckDefinition check : checks) {
      if (!CheckCache.isGreen(turn.state(), checking.tree(), check)) {
        var spec =
            new CommandAttempt(
                turn.attemptId(landing.module(), "land"),
                check.name(),
                check.command(),
                null,
                checking.candidate(),
                check.timeout());
        turn.emit(
            new Event.CheckIntended(
                spec, CheckPurpose.landing(id, landing.agent()), checking.tree()));
        turn.effect(new Effect.StartAttempt(spec));
        return;
      }
    }
    turn.emit(new Event.LandingVerified(id, checks.stream().map(CheckDefinition::name).toList()));
    turn.effect(
        new Effect.AdvanceTarget(id, landing.module(), checking.target(), checking.candidate()));
  }

  static void checkEnded(Turn turn, CheckPurpose purpose, boolean green, Failure failure) {
    LandingId id = purpose.landing();
    if (id == null || !(step(turn, id) instanceof Landing.Step.Checking)) {
      return;
    }
    if (green) {
      proceed(turn, id);
      return;
    }
    Landing landing = turn.state().landing(id);
    turn.emit(new Event.LandingRed(id, failure));
    back(turn, landing, failure);
    turn.sweep();
  }

  private static void back(Turn turn, Landing landing, Failure failure) {
    InboxDecider.closeAbout(turn, "landing:" + landing.id(), "it went back to its agent");
    if (landing.agent() != null) {
      AttemptDecider.fail(turn, landing.agent(), failure);
    }
  }

  private static void waits(Turn turn, LandingId id, String reason, List<String> paths) {
    Landing landing = turn.state().landings().get(id);
    if (landing == null || !landing.holdsLane()) {
      return;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(landing.waits() + 1, 10));
    Duration bounded = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    turn.emit(new Event.LandingWaits(id, reason, paths, turn.now().plus(bounded)));
    String about = "landing:" + id;
    boolean asked =
        turn.state().inbox().values().stream().anyMatch(item -> item.about().equals(about));
    if (!asked) {
      var item =
          new InboxItem(
              turn.inboxId(),
              InboxKind.WAITING,
              about,
              landing.agent(),
              landing.module(),
              "%s waits to land: %s%s It lands by itself once that is out of the way."
                  .formatted(
                      landing.module(),
                      reason,
                      paths.isEmpty() ? "" : " (" + String.join(", ", paths) + ")."),
              String.join("\n", paths),
              List.of("retry"),
              turn.now());
      InboxDecider.open(turn, item);
      if (landing.agent() != null) {
        turn.emit(new Event.AgentBlocked(landing.agent(), item.id(), item.question()));
      }
    }
  }

  private static void landed(
      Turn turn, LandingId id, String commit, String tree, List<String> checks) {
    Landing landing = turn.state().landing(id);
    ModuleId module = landing.module();
    turn.emit(new Event.Landed(id, landing.agent(), module, commit, tree, checks, turn.now()));
    InboxDecider.closeAbout(turn, "landing:" + id, "it landed");
    if (turn.state().target().isGreen()) {
      InboxDecider.closeAbout(turn, InboxDecider.ABOUT_TARGET, "it is green again");
    }
    if (landing.agent() != null) {
      Agent agent = turn.state().agent(landing.agent());
      List<String> lessons =
          turn.state().itemOf(agent).history().stream().map(Failure::summary).toList();
      turn.emit(new Event.AgentCompleted(agent.id(), module, turn.now()));
      if (!lessons.isEmpty()) {
        turn.effect(new Effect.Remember(module, agent.assignment().loop().id(), lessons));
      }
      turn.effect(new Effect.DeleteWorktree(module, true));
    }
    turn.effect(new Effect.TellRoadmap(module));
  }
}
