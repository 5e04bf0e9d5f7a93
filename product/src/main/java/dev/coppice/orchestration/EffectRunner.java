package dev.coppice.orchestration;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.coppice.agent.AttemptId;
import dev.coppice.agent.AttemptResult;
import dev.coppice.agent.AttemptSpec;
import dev.coppice.agent.Failure;
import dev.coppice.agent.FailureCause;
import dev.coppice.event.LandingId;
import dev.coppice.execution.AttemptListener;
import dev.coppice.execution.Identities;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.roadmap.ModuleStatus;
import dev.coppice.schedule.Effect;
import dev.coppice.schedule.Message;
import dev.coppice.worktree.Advance;
import dev.coppice.worktree.Candidate;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.DeleteResult;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.Oid;
import dev.coppice.worktree.Rebased;
import dev.coppice.worktree.RepositoryException;
import dev.coppice.worktree.Worktree;
import dev.coppice.worktree.Worktrees;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries decisions out and reports what came of them. Knows the world, decides nothing. Whatever
/// goes wrong becomes a report too: an effect never ends without one.
final class EffectRunner {
  private static final Logger LOG = System.getLogger(EffectRunner.class.getName());

  private final World world;
  private final KeyedExecutor executor;
  private final Consumer<Message> mailbox;
  private final AttemptListener attempts;
  private final InstantSource clock;

  EffectRunner(
      World world,
      KeyedExecutor executor,
      Consumer<Message> mailbox,
      AttemptListener attempts,
      InstantSource clock) {
    this.world = world;
    this.executor = executor;
    this.mailbox = mailbox;
    this.attempts = attempts;
    this.clock = clock;
  }

  /// Starts an effect. Effects on the same thing run one after another, in order.
  void carryOut(Effect effect) {
    switch (effect) {
      case Effect.CutWorktree cut -> run("module:" + cut.module(), () -> cut(cut));
      case Effect.RebaseWorktree rebase -> run("module:" + rebase.module(), () -> rebase(rebase));
      case Effect.StartAttempt(var spec) -> run("attempt:" + spec.id(), () -> start(spec));
      case Effect.StopAttempt(var id, var ownerStops) ->
          run("attempt:" + id, () -> world.engine().stop(id, ownerStops));
      case Effect.ObserveTarget _ -> run("target", this::observeTarget);
      case Effect.BuildCandidate build ->
          run("landing", () -> guarded(build.landing(), () -> build(build)));
      case Effect.AdvanceTarget advance ->
          run("landing", () -> guarded(advance.landing(), () -> advance(advance)));
      case Effect.DeleteWorktree(var module, var branchLanded) ->
          run("module:" + module, () -> delete(module, branchLanded));
      case Effect.Remember(var module, var loop, var lessons) ->
          run("memory", () -> world.memory().recordLessons(module, loop, lessons));
      case Effect.TellRoadmap(var module) ->
          run("roadmap", () -> world.roadmap().updateModuleStatus(module, ModuleStatus.COMPLETE));
    }
  }

  private void run(String key, Runnable action) {
    var _ = executor.run(key, action);
  }

  private void cut(Effect.CutWorktree cut) {
    try {
      Worktrees worktrees = world.worktrees();
      Oid base = new Oid(cut.base());
      boolean there =
          worktrees.find(cut.module()).isPresent() || worktrees.tip(cut.module()).isPresent();
      Worktree worktree = worktrees.create(cut.module(), base);
      if (there && cut.fresh()) {
        worktree = worktrees.restart(cut.module(), base);
      }
      copyInto(worktree.path());
      mailbox.accept(
          new Message.WorktreeReady(
              cut.agent(),
              worktree.path().toString(),
              worktree.branch(),
              worktree.head().hex(),
              remembered(cut)));
    } catch (RepositoryException | IOException e) {
      mailbox.accept(new Message.WorktreeFailed(cut.agent(), failure(e)));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "cutting the worktree of " + cut.module(), e);
      mailbox.accept(new Message.WorktreeFailed(cut.agent(), failure(e)));
    }
  }

  /// A memory that fails must not stop the work.
  private String remembered(Effect.CutWorktree cut) {
    try {
      return world.memory().loadContext(cut.module(), cut.loopId());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what was learned about " + cut.module() + " cannot be read", e);
      return "";
    }
  }

  private void copyInto(Path worktree) throws IOException {
    for (Path copy : world.copies()) {
      Path from = world.root().resolve(copy);
      Path to = worktree.resolve(copy);
      if (Files.isRegularFile(from) && !Files.exists(to, NOFOLLOW_LINKS) && lies(to, worktree)) {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /// Whether no folder on the way is a link: a branch may hold one that leads elsewhere.
  private static boolean lies(Path file, Path worktree) {
    Path folder = file.getParent();
    while (folder != null && !folder.equals(worktree)) {
      if (Files.isSymbolicLink(folder)) {
        return false;
      }
      folder = folder.getParent();
    }
    return true;
  }

  private static Failure failure(Exception e) {
    String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String remedy = e instanceof RepositoryException known ? known.remedy() : "";
    String key =
        e instanceof RepositoryException known
            ? known.problem().toString()
            : e.getClass().getSimpleName();
    return Failure.of(FailureCause.WORKTREE, key, "The worktree: " + what, remedy);
  }

  private void rebase(Effect.RebaseWorktree rebase) {
    try {
      Oid tip = world.worktrees().targetTip();
      Rebased rebased = world.worktrees().rebase(rebase.module(), tip, identity(clock.instant()));
      mailbox.accept(
          switch (rebased) {
            case Rebased.Clean(var commit) ->
                new Message.RebaseDone(rebase.agent(), commit.hex(), tip.hex(), List.of());
            case Rebased.Conflicted(var commit, var paths) ->
                new Message.RebaseDone(rebase.agent(), commit.hex(), tip.hex(), paths);
          });
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "rebasing {0}: {1}", rebase.module(), e.getMessage());
      mailbox.accept(new Message.WorktreeFailed(rebase.agent(), failure(e)));
    }
  }

  private static Identity identity(Instant at) {
    return new Identity(Identities.ORCHESTRATOR, Identities.EMAIL, at);
  }

  private void start(AttemptSpec spec) {
    try {
      world.engine().start(spec, attempts);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "starting attempt " + spec.id(), e);
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      mailbox.accept(new Message.AttemptFinished(notStarted(spec.id(), why)));
    }
  }

  static AttemptResult notStarted(AttemptId id, String why) {
    return new AttemptResult(
        id, AttemptResult.End.NOT_STARTED, null, null, null, null, List.of(), why, 0);
  }

  void observeTarget() {
    try {
      Oid tip = world.worktrees().targetTip();
      mailbox.accept(new Message.TargetSeen(tip.hex(), world.worktrees().treeOf(tip).hex()));
    } catch (RepositoryException e) {
      LOG.log(Level.WARNING, "{0} {1}", e.getMessage(), e.remedy());
    } catch (RuntimeException e) {
      // It is looked at again soon, and must not be the last time.
      LOG.log(Level.ERROR, "looking at the target", e);
    }
  }

  private void guarded(LandingId landing, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "landing {0}: {1}", landing, e.getMessage());
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      mailbox.accept(new Message.LandingBroke(landing, why));
    }
  }

  private void build(Effect.BuildCandidate build) {
    String subject = "Land %s".formatted(build.module());
    String text = subject + "\n\n" + String.join("\n", build.trailers()) + "\n";
    Candidate candidate =
        world
            .worktrees()
            .candidate(
                new Oid(build.commit()),
                new Oid(build.target()),
                new CommitMessage(text),
                identity(build.at()));
    mailbox.accept(
        switch (candidate) {
          case Candidate.Built(var commit, var tree) ->
              new Message.CandidateBuilt(build.landing(), commit.hex(), tree.hex());
          case Candidate.Conflict(var paths, var messages) ->
              new Message.CandidateConflicts(build.landing(), paths, String.join("\n", messages));
          case Candidate.AlreadyLanded() -> new Message.CandidateEmpty(build.landing());
        });
  }

  private void advance(Effect.AdvanceTarget advance) {
    Advance result =
        world
            .worktrees()
            .advance(
                new Oid(advance.target()),
                new Oid(advance.candidate()),
                "coppice: land " + advance.module().slug());
    mailbox.accept(
        switch (result) {
          case Advance.Advanced _ -> new Message.TargetAdvanced(advance.landing());
          case Advance.Moved(var actual) ->
              new Message.TargetMoved(
                  advance.landing(), actual.hex(), world.worktrees().treeOf(actual).hex());
          case Advance.Blocked(var reason, var paths) ->
              new Message.AdvanceBlocked(advance.landing(), reason, paths);
        });
  }

  private void delete(ModuleId module, boolean branchLanded) {
    try {
      Optional<Worktree> worktree = world.worktrees().find(module);
      DeleteResult result = world.worktrees().delete(module, true, branchLanded);
      switch (result) {
        // Absent: an owner that was killed had deleted it and could not say so any more.
        case DeleteResult.Deleted _, DeleteResult.Absent _ ->
            mailbox.accept(
                new Message.WorktreeGone(module, worktree.map(Worktree::branch).orElse("")));
        case DeleteResult.Refused(var reason, _) ->
            LOG.log(Level.WARNING, "the worktree of {0} stays: {1}", module, reason);
      }
    } catch (RepositoryException e) {
      LOG.log(Level.WARNING, "deleting the worktree of {0}: {1}", module, e.getMessage());
    }
  }
}
