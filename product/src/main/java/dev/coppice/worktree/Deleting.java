package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Removes worktrees. The folder is renamed into our trash, its entry is dropped, and the files are
/// deleted in the background, so the call does not take longer for a larger repository.
final class Deleting {
  private final GitRepository repository;
  private final Modules modules;
  private final Keeping keeping;
  private final Inspection inspection;

  Deleting(GitRepository repository, Modules modules, Keeping keeping) {
    this.repository = repository;
    this.modules = modules;
    this.keeping = keeping;
    this.inspection = new Inspection(repository.git());
  }

  /// Which worktree goes, whether work may be set aside for it, and whether its branch goes too.
  record Request(ModuleId module, boolean force, boolean branch) {}

  DeleteResult delete(Request request) {
    ModuleId module = request.module();
    Optional<Checkout> checkout = modules.find(module);
    Optional<Oid> tip = repository.refs().read(modules.branch(module));
    if (checkout.isEmpty()) {
      forgetEntry(module);
    }
    if (checkout.isEmpty() && (tip.isEmpty() || !request.branch())) {
      return new DeleteResult.Absent();
    }
    boolean unused = Files.exists(repository.folder().making(module.slug()));
    Optional<DeleteResult> refusal =
        request.force() || unused ? Optional.empty() : refusal(request, checkout, tip);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    List<Kept> kept = request.force() ? keep(request, checkout, tip) : List.of();
    checkout.ifPresent(one -> remove(module, one));
    if (request.branch() && tip.isPresent()) {
      deleteBranch(module, tip.get());
    }
    forgetModule(module);
    Rubbish.emptyInBackground(repository.folder().trash());
    return new DeleteResult.Deleted(kept);
  }

  private Optional<DeleteResult> refusal(
      Request request, Optional<Checkout> checkout, Optional<Oid> tip) {
    if (checkout.isPresent()) {
      modules.require(request.module());
      List<String> changes = inspection.status(checkout.get());
      if (!changes.isEmpty()) {
        return Optional.of(
            new DeleteResult.Refused("The worktree has uncommitted changes.", changes));
      }
      List<String> elsewhere = commitsElsewhere(request.module(), checkout.get(), tip);
      if (!elsewhere.isEmpty()) {
        return Optional.of(
            new DeleteResult.Refused("The worktree stands on a commit of no branch.", elsewhere));
      }
    }
    if (request.branch() && tip.isPresent() && !isLanded(tip.get())) {
      return Optional.of(
          new DeleteResult.Refused(
              "The branch has commits the target does not have.", List.of(tip.get().hex())));
    }
    return Optional.empty();
  }

  private List<String> commitsElsewhere(ModuleId module, Checkout checkout, Optional<Oid> tip) {
    return modules
        .head(checkout)
        .filter(_ -> Head.of(checkout.gitDir()) instanceof Head.Detached || tip.isEmpty())
        .filter(head -> tip.isEmpty() || !inspection.isAncestor(head, tip.get()))
        .map(head -> List.of(head.hex() + " is not on " + modules.branch(module)))
        .orElse(List.of());
  }

  private boolean isLanded(Oid tip) {
    return repository
        .refs()
        .read(repository.targetBranch())
        .map(target -> inspection.isAncestor(tip, target))
        .orElse(false);
  }

  /// Sets aside what would be lost, and nothing if there is nothing to lose.
  private List<Kept> keep(Request request, Optional<Checkout> checkout, Optional<Oid> tip) {
    List<Kept> kept = new ArrayList<>();
    boolean losesBranch = request.branch() && tip.isPresent() && !isLanded(tip.get());
    if (checkout.isPresent()) {
      modules.require(request.module());
      boolean losesFiles =
          !inspection.status(checkout.get()).isEmpty()
              || !commitsElsewhere(request.module(), checkout.get(), tip).isEmpty();
      if (losesFiles || losesBranch) {
        kept.add(keeping.keep(request.module(), checkout.get(), "Before deleting the worktree"));
      }
    } else if (losesBranch) {
      kept.add(keeping.keep(request.module(), tip.get(), "Before deleting the branch"));
    }
    return kept;
  }

  private void remove(ModuleId module, Checkout checkout) {
    Path path = checkout.path();
    repository
        .lock()
        .hold(() -> {
          boolean moved = repository.folder().discard(path);
          if (!moved) {
            repository
                .git()
                .refs("worktree", "remove", "-f", "-f", "--", path.toString())
                .within(Duration.ofMinutes(20))
                .get();
          }
          repository.registry().forget(path);
          return module;
        });
  }

  /// The folder vanished behind our back; its entry would keep the branch locked.
  private void forgetEntry(ModuleId module) {
    if (repository.registry().find(modules.path(module)).isPresent()) {
      repository.registry().forget(modules.path(module));
    }
  }

  /// Deleting a ref asks nobody whether the branch is checked out, so we do.
  private void deleteBranch(ModuleId module, Oid tip) {
    Branch branch = modules.branch(module);
    repository
        .lock()
        .hold(() ->
            repository.registry().entries().stream().noneMatch(entry -> entry.isOn(branch))
                && repository.refs().swap(branch.ref(), tip, tip.zero(), "coppice: delete"));
  }

  private void forgetModule(ModuleId module) {
    StateFolder folder = repository.folder();
    StateFolder.delete(folder.pending(module.slug()));
    StateFolder.delete(folder.conflicts(module.slug()));
    StateFolder.delete(folder.making(module.slug()));
  }
}
