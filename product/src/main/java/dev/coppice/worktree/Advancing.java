package dev.coppice.worktree;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Moves the target branch, and with it every checkout that has it checked out.
///
/// A branch that moves under a checkout makes git believe the user had reverted everything that
/// landed; so first each checkout is asked whether it can follow, then the branch is moved by
/// compare-and-swap, then the checkouts follow. If one cannot after all, the branch goes back.
final class Advancing {
  private final GitRepository repository;
  private final ReentrantLock lock = new ReentrantLock();

  Advancing(GitRepository repository) {
    this.repository = repository;
  }

  Advance advance(Oid old, Oid candidate, String reflogMessage) {
    lock.lock();
    try {
      Oid actual = tip();
      if (actual.equals(candidate)) {
        return finish(old, candidate);
      }
      if (!actual.equals(old)) {
        return new Advance.Moved(actual);
      }
      requireForward(old, candidate);
      return move(old, candidate, reflogMessage);
    } finally {
      lock.unlock();
    }
  }

  Advance finishSync(Oid old, Oid candidate) {
    lock.lock();
    try {
      Oid actual = tip();
      return actual.equals(candidate) ? finish(old, candidate) : new Advance.Moved(actual);
    } finally {
      lock.unlock();
    }
  }

  private void requireForward(Oid old, Oid candidate) {
    if (!new Inspection(repository.git()).isAncestor(old, candidate)) {
      throw new IllegalArgumentException(
          "the candidate %s does not descend from the target's %s".formatted(candidate, old));
    }
  }

  private Advance move(Oid old, Oid candidate, String reflogMessage) {
    List<RawChange> changes = new Inspection(repository.git()).changes(old, candidate);
    Optional<Advance.Blocked> rebasing = rebaseOfTarget();
    if (rebasing.isPresent()) {
      return rebasing.get();
    }
    List<TargetCheckout> checkouts = checkouts();
    for (TargetCheckout checkout : checkouts) {
      Optional<Advance.Blocked> obstacle = checkout.obstacle(old, candidate, changes);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    if (!swap(old, candidate, reflogMessage)) {
      return new Advance.Moved(tip());
    }
    return follow(old, candidate, changes, checkouts);
  }

  boolean swap(Oid from, Oid to, String reason) {
    return repository.refs().swap(repository.targetBranch().ref(), from, to, reason);
  }

  private Advance follow(
      Oid old, Oid candidate, List<RawChange> changes, List<TargetCheckout> checkouts) {
    List<TargetCheckout> followed = new ArrayList<>();
    for (TargetCheckout checkout : checkouts) {
      if (!checkout.isOn(repository.targetBranch())) {
        continue;
      }
      Optional<Advance.Blocked> refusal = checkout.follow(old, candidate, changes);
      if (refusal.isPresent() && swap(candidate, old, "coppice: take back")) {
        checkout.restoreWritten(changes);
        followed.forEach(done -> done.follow(candidate, old, changes));
        return refusal.get();
      }
      followed.add(checkout);
    }
    return new Advance.Advanced(followed.stream().map(TargetCheckout::path).toList());
  }

  /// The target is at the candidate already; some checkout may not be.
  private Advance finish(Oid old, Oid candidate) {
    List<RawChange> changes = new Inspection(repository.git()).changes(old, candidate);
    List<Path> synced = new ArrayList<>();
    for (TargetCheckout checkout : checkouts()) {
      if (checkout.isBehind(candidate, changes)) {
        Optional<Advance.Blocked> refusal =
            checkout.catchUp(old, candidate, changes, repository.folder().scratch());
        if (refusal.isPresent()) {
          return refusal.get();
        }
      }
      synced.add(checkout.path());
    }
    return new Advance.Advanced(synced);
  }

  private Oid tip() {
    return repository.refs().read(repository.targetBranch()).orElseThrow();
  }

  private List<TargetCheckout> checkouts() {
    return repository.registry().entries().stream()
        .filter(entry -> entry.isOn(repository.targetBranch()))
        .flatMap(entry -> checkout(entry).stream())
        .map(checkout -> new TargetCheckout(repository.git(), checkout))
        .toList();
  }

  private Optional<Checkout> checkout(Registry.Entry entry) {
    Optional<Checkout> linked = repository.registry().find(entry.path());
    return linked
        .or(() -> Optional.of(new Checkout(repository.root(), repository.commonDir())))
        .filter(checkout -> Files.isDirectory(checkout.path()));
  }

  /// While the target is being rebased its checkout looks detached, and would put the branch back
  /// at the end.
  private Optional<Advance.Blocked> rebaseOfTarget() {
    for (Registry.Entry entry : repository.registry().entries()) {
      Optional<Checkout> checkout = checkout(entry);
      for (String folder : List.of("rebase-merge", "rebase-apply")) {
        Optional<String> branch =
            checkout.flatMap(
                one -> SmallFile.read(one.gitDir().resolve(folder).resolve("head-name")));
        if (branch.equals(Optional.of(repository.targetBranch().ref()))) {
          return Optional.of(
              new Advance.Blocked(
                  "The target branch is being rebased in %s.".formatted(entry.path()),
                  List.of(folder)));
        }
      }
    }
    return Optional.empty();
  }
}
