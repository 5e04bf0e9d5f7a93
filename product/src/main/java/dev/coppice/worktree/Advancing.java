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
    List<Place> places = places();
    Optional<Advance.Blocked> rebasing = rebaseOfTarget(places);
    if (rebasing.isPresent()) {
      return rebasing.get();
    }
    List<TargetCheckout> checkouts = checkouts(places);
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
    for (TargetCheckout checkout : checkouts(places())) {
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

  /// A checkout and what git's list says of it.
  private record Place(Registry.Entry entry, Checkout checkout) {}

  /// Every checkout there is, the main one first.
  private List<Place> places() {
    List<Registry.Entry> entries = repository.registry().entries();
    List<Place> places = new ArrayList<>();
    for (Registry.Entry entry : entries) {
      Optional<Checkout> checkout =
          entry.equals(entries.getFirst())
              ? Optional.of(new Checkout(repository.root(), repository.commonDir()))
              : repository.registry().find(entry.path());
      checkout
          .filter(one -> Files.isDirectory(one.path()))
          .ifPresent(one -> places.add(new Place(entry, one)));
    }
    return places;
  }

  private List<TargetCheckout> checkouts(List<Place> places) {
    return places.stream()
        .filter(place -> place.entry().isOn(repository.targetBranch()))
        .map(place -> new TargetCheckout(repository.git(), place.checkout()))
        .toList();
  }

  /// While the target is being rebased its checkout looks detached, and would put the branch back
  /// at the end.
  private Optional<Advance.Blocked> rebaseOfTarget(List<Place> places) {
    Optional<String> target = Optional.of(repository.targetBranch().ref());
    for (Place place : places) {
      for (String folder : List.of("rebase-merge", "rebase-apply")) {
        Path name = place.checkout().gitDir().resolve(folder).resolve("head-name");
        if (SmallFile.read(name).equals(target)) {
          return Optional.of(
              new Advance.Blocked(
                  "The target branch is being rebased in %s.".formatted(place.checkout().path()),
                  List.of(folder)));
        }
      }
    }
    return Optional.empty();
  }
}
