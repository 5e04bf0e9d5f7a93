package dev.coppice.worktree;

import dev.coppice.roadmap.ModuleId;
import dev.coppice.worktree.Moves.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Brings a module's work onto a new commit, or starts the module over. Either way everything the
/// worktree held is kept first.
final class Rebasing {
  private static final int SUBJECTS = 50;

  private final GitRepository repository;
  private final Modules modules;
  private final Moves moves;
  private final Keeping keeping;
  private final Committing committing;
  private final Inspection inspection;
  private final Merging merging;

  Rebasing(
      GitRepository repository,
      Modules modules,
      Moves moves,
      Keeping keeping,
      Committing committing) {
    this.repository = repository;
    this.modules = modules;
    this.moves = moves;
    this.keeping = keeping;
    this.committing = committing;
    this.inspection = new Inspection(repository.git());
    this.merging = new Merging(repository.git());
  }

  Rebased rebase(ModuleId module, Oid newTip, Identity author) {
    Checkout checkout = modules.require(module);
    moves.finish(module, checkout);
    Oid tip = committing.settle(module, checkout);
    Optional<Rebased> done = findConflict(module, tip, newTip);
    if (done.isPresent()) {
      return done.get();
    }
    Kept kept = keeping.keep(module, checkout, "Before rebasing onto " + newTip.abbreviated());
    return onto(module, checkout, new Work(tip, kept.commit(), newTip), author);
  }

  /// The branch's tip, a commit on top of it with everything uncommitted, and where both are to go.
  private record Work(Oid tip, Oid kept, Oid newTip) {}

  private Rebased onto(ModuleId module, Checkout checkout, Work work, Identity author) {
    boolean dirty = !inspection.treeOf(work.kept()).equals(inspection.treeOf(work.tip()));
    if (inspection.isAncestor(work.newTip(), work.tip()) && !dirty) {
      moves.attach(module, checkout);
      return new Rebased.Clean(work.tip());
    }
    Merging.Merged merged = merging.merge(work.newTip(), work.kept());
    if (merged.isClean()) {
      Oid squashed = squash(module, work, merged.tree(), author);
      moves.move(module, checkout, new Move(work.tip(), squashed, squashed, false));
      return new Rebased.Clean(squashed);
    }
    remember(module, work.newTip(), merged.paths());
    moves.move(module, checkout, new Move(work.tip(), work.newTip(), merged.tree(), false));
    return new Rebased.Conflicted(work.newTip(), merged.paths());
  }

  /// One commit with all of the work on the new tip, or the new tip itself if nothing is left.
  private Oid squash(ModuleId module, Work work, Oid tree, Identity author) {
    if (tree.equals(inspection.treeOf(work.newTip()))) {
      return work.newTip();
    }
    CommitMessage message = message(module, work);
    return merging.commit(tree, List.of(work.newTip()), message, author);
  }

  /// The message of the only commit, or the subjects of all.
  private CommitMessage message(ModuleId module, Work work) {
    List<String> subjects =
        repository
            .git()
            .objects("log", "--no-merges", "--reverse", "--format=%s", "-n", "" + SUBJECTS)
            .and(List.of(work.tip().hex(), "^" + work.newTip().hex(), "--"))
            .get()
            .text()
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    if (subjects.size() == 1) {
      return new CommitMessage(
          repository
              .git()
              .objects("log", "--no-merges", "--format=%B", "-n", "1")
              .and(List.of(work.tip().hex(), "^" + work.newTip().hex(), "--"))
              .get()
              .text());
    }
    String title = "Work of module " + module;
    return new CommitMessage(
        subjects.isEmpty()
            ? title
            : subjects.stream().collect(Collectors.joining("\n- ", title + "\n\n- ", "\n")));
  }

  /// Repeating a rebase that ended in conflicts must not take the markers for work.
  private void remember(ModuleId module, Oid newTip, List<String> paths) {
    List<String> lines = new ArrayList<>(paths);
    lines.addFirst(newTip.hex());
    repository
        .folder()
        .write(repository.folder().conflicts(module.slug()), String.join("\n", lines));
  }

  private Optional<Rebased> findConflict(ModuleId module, Oid tip, Oid newTip) {
    List<String> lines =
        repository
            .folder()
            .read(repository.folder().conflicts(module.slug()))
            .orElse("")
            .lines()
            .toList();
    boolean same = !lines.isEmpty() && tip.equals(newTip) && lines.getFirst().equals(newTip.hex());
    return same
        ? Optional.of(new Rebased.Conflicted(newTip, lines.subList(1, lines.size())))
        : Optional.empty();
  }

  Worktree restart(ModuleId module, Oid base) {
    Checkout checkout = modules.require(module);
    moves.finish(module, checkout);
    keeping.keep(module, checkout, "Before starting over at " + base.abbreviated());
    Oid tip = repository.refs().read(modules.branch(module)).orElse(base.zero());
    moves.move(module, checkout, new Move(tip, base, base, true));
    StateFolder.delete(repository.folder().conflicts(module.slug()));
    return new Worktree(module, modules.branch(module).name(), checkout.path(), base);
  }
}
