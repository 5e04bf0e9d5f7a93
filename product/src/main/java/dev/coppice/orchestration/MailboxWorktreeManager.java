package dev.coppice.orchestration;

import dev.coppice.execution.Identities;
import dev.coppice.roadmap.ModuleId;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.schedule.Message;
import dev.coppice.worktree.Commit;
import dev.coppice.worktree.CommitMessage;
import dev.coppice.worktree.DeleteResult;
import dev.coppice.worktree.Identity;
import dev.coppice.worktree.Oid;
import dev.coppice.worktree.Worktree;
import dev.coppice.worktree.WorktreeStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// The ten functions. What changes git is admitted by the mailbox and runs in the same row as the
/// orchestrator's own effects on that module, so nothing interleaves with an agent's life.
final class MailboxWorktreeManager implements WorktreeManager {
  private static final long LONGEST_STEP_MINUTES = 10;
  private static final long LONGEST_LANDING_HOURS = 2;

  private final MailboxOrchestrationService service;

  MailboxWorktreeManager(MailboxOrchestrationService service) {
    this.service = service;
  }

  @Override
  public void initialize() {
    OpenSystem _ = service.system();
  }

  @Override
  public WorktreeInfo createWorktree(ModuleId module) {
    List<String> _ = service.submit(new Message.UseWorktree(module));
    return inRow(
        module,
        () -> {
          var worktrees = service.system().world.worktrees();
          return info(worktrees.create(module, worktrees.targetTip()));
        });
  }

  private <T> T inRow(ModuleId module, Supplier<T> step) {
    var done = new CompletableFuture<T>();
    var _ =
        service
            .system()
            .executor
            .run(
                "module:" + module,
                () -> {
                  try {
                    done.complete(step.get());
                  } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                  }
                })
            .exceptionally(_ -> {
              done.completeExceptionally(
                  new OrchestrationException(
                      Refusal.Kind.CONFLICT, "This owner has ended.", "Open the system again."));
              return null;
            });
    return await(done, LONGEST_STEP_MINUTES, TimeUnit.MINUTES);
  }

  private static <T> T await(CompletableFuture<T> done, long most, TimeUnit unit) {
    try {
      return done.get(most, unit);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT, "It took too long.", "See the status for what it waits for.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT, "The wait was interrupted.", "Ask again.");
    }
  }

  @Override
  public Optional<WorktreeInfo> getWorktree(ModuleId module) {
    return service.system().world.worktrees().find(module).map(this::info);
  }

  @Override
  public List<WorktreeInfo> listWorktrees() {
    return service.system().world.worktrees().list().stream().map(this::info).toList();
  }

  private WorktreeInfo info(Worktree worktree) {
    var worktrees = service.system().world.worktrees();
    int ahead =
        worktree.head().equals(worktrees.targetTip())
            ? 0
            : (int)
                worktrees.log(worktree.module(), 1_000).stream()
                    .takeWhile(entry -> !worktrees.isAncestor(entry.hash(), worktrees.targetTip()))
                    .count();
    return new WorktreeInfo(
        worktree.module().value(),
        worktree.branch(),
        worktree.path(),
        created(worktree.path()),
        ahead == 0 ? null : worktree.head().hex(),
        ahead);
  }

  private static Instant created(Path path) {
    try {
      return Files.readAttributes(path.resolve(".git"), BasicFileAttributes.class)
          .creationTime()
          .toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  private void require(ModuleId module) {
    if (service.system().world.worktrees().find(module).isEmpty()) {
      throw new OrchestrationException(
          Refusal.Kind.UNKNOWN,
          "Worktree not found for module: " + module,
          "Create it first, or list the worktrees to see which there are.");
    }
  }

  @Override
  public String commit(ModuleId module, String message, List<String> paths) {
    require(module);
    List<String> _ = service.submit(new Message.UseWorktree(module));
    return inRow(
        module,
        () -> {
          var author =
              new Identity(Identities.ORCHESTRATOR, Identities.EMAIL, service.system().now());
          return service
              .system()
              .world
              .worktrees()
              .commit(
                  module,
                  CommitMessage.of(
                      service.redaction().redact(message),
                      Map.of("Coppice-Module", module.value())),
                  paths,
                  author)
              .map(Commit::oid)
              .map(Oid::hex)
              .orElse("");
        });
  }

  @Override
  public Status getStatus(ModuleId module) {
    require(module);
    WorktreeStatus status = service.system().world.worktrees().status(module);
    return new Status(status.clean(), status.changes());
  }

  @Override
  public LandingOutcome mergeToMain(ModuleId module, boolean deleteAfter) {
    require(module);
    LandingOutcome end =
        await(
            new BranchLanding(service.system(), module).land(),
            LONGEST_LANDING_HOURS,
            TimeUnit.HOURS);
    if (end.landed() && deleteAfter) {
      deleteWorktree(module, false);
    }
    return end;
  }

  @Override
  public void deleteWorktree(ModuleId module, boolean force) {
    if (service.system().world.worktrees().find(module).isEmpty()) {
      return;
    }
    List<String> _ = service.submit(new Message.UseWorktree(module));
    DeleteResult result =
        inRow(module, () -> service.system().world.worktrees().delete(module, force, false));
    if (result instanceof DeleteResult.Refused(var reason, var changes)) {
      throw new OrchestrationException(
          Refusal.Kind.CONFLICT,
          reason + (changes.isEmpty() ? "" : " (" + String.join(", ", changes) + ")"),
          "Commit and land the work first, or force: it is kept under a private ref then.");
    }
  }

  @Override
  public List<LogEntry> getCommitLog(ModuleId module, int limit) {
    require(module);
    return service.system().world.worktrees().log(module, limit).stream()
        .map(entry -> new LogEntry(entry.hash().hex(), entry.message(), entry.date().toInstant()))
        .toList();
  }

  @Override
  public Summary getSummary() {
    List<WorktreeInfo> all = listWorktrees();
    return new Summary(all.size(), all);
  }
}
