package dev.coppice.orchestration;

import dev.coppice.event.Event;
import dev.coppice.event.LandingId;
import dev.coppice.orchestration.WorktreeManager.LandingOutcome;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Landing;
import dev.coppice.schedule.Message;
import dev.coppice.schedule.OrchestratorState;
import dev.coppice.schedule.TargetState;
import dev.coppice.worktree.Oid;
import dev.coppice.worktree.Worktrees;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Lands a branch that no agent works on, and hears how it ends.
final class BranchLanding implements OpenSystem.TurnListener {
  private static final String BY_ITSELF = " It lands by itself once that is mended.";

  private final OpenSystem system;
  private final ModuleId module;
  private final CompletableFuture<LandingOutcome> outcome = new CompletableFuture<>();
  private volatile @Nullable LandingId id;

  BranchLanding(OpenSystem system, ModuleId module) {
    this.system = system;
    this.module = module;
    this.id = queued();
  }

  /// Queues the branch; completes when it landed, or cannot land now.
  ///
  /// @throws OrchestrationException when an agent works on the module
  CompletableFuture<LandingOutcome> land() {
    Worktrees worktrees = system.world.worktrees();
    Oid tip = worktrees.tip(module).orElse(worktrees.targetTip());
    boolean free = !state().live().containsKey(module);
    if (free && id == null && worktrees.isAncestor(tip, worktrees.targetTip())) {
      // A branch without a commit of its own proves nothing about its module.
      return no("The branch brings nothing that the target does not have.", List.of());
    }
    system.listeners.add(this);
    try {
      var _ = system.ask(new Message.LandBranch(module, tip.hex()));
      if (state().target().verdict() instanceof TargetState.Verdict.Red(var failure)) {
        return no(red(failure.summary()), List.of());
      }
    } catch (RuntimeException e) {
      system.listeners.remove(this);
      throw e;
    }
    return outcome.whenComplete((_, _) -> system.listeners.remove(this));
  }

  private CompletableFuture<LandingOutcome> no(String reason, List<String> paths) {
    system.listeners.remove(this);
    return CompletableFuture.completedFuture(new LandingOutcome(false, "", reason, paths));
  }

  private String red(String summary) {
    return "Branch %s is red: %s%s".formatted(state().target().name(), summary, BY_ITSELF);
  }

  private OrchestratorState state() {
    return system.mailbox.snapshot().state();
  }

  private @Nullable LandingId queued() {
    return state().landingsInOrder().stream()
        .filter(landing -> landing.module().equals(module))
        .findFirst()
        .map(Landing::id)
        .orElse(null);
  }

  @Override
  public void committed(
      dev.coppice.schedule.Snapshot snapshot,
      List<Event> events,
      List<dev.coppice.event.OrchestrationEvent> published) {
    for (Event event : events) {
      if (event instanceof Event.LandingQueued it && it.module().equals(module)) {
        id = it.landing();
      }
      LandingOutcome end = end(event);
      if (end != null) {
        outcome.complete(end);
      }
    }
  }

  private @Nullable LandingOutcome end(Event event) {
    return switch (event) {
      case Event.Landed landed when landed.landing().equals(id) ->
          new LandingOutcome(true, landed.commit(), "", List.of());
      case Event.LandingConflicted(var landing, var paths) when landing.equals(id) ->
          new LandingOutcome(false, "", "It conflicts with the target.", paths);
      case Event.LandingRed(var landing, var failure) when landing.equals(id) ->
          new LandingOutcome(false, "", failure.summary(), List.of());
      case Event.LandingWaits(var landing, var reason, var paths, _) when landing.equals(id) ->
          new LandingOutcome(false, "", reason + BY_ITSELF, paths);
      case Event.LandingDropped(var landing, var reason) when landing.equals(id) ->
          new LandingOutcome(false, "", "It left the queue: " + reason + ".", List.of());
      case Event.TargetJudged(_, var green, var failure) when !green && failure != null ->
          new LandingOutcome(false, "", red(failure.summary()), List.of());
      default -> null;
    };
  }
}
