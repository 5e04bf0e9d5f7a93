package dev.coppice.schedule;

import dev.coppice.agent.Failure;
import dev.coppice.work.WorkItem;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// One work item and its durable budget: everything the failure cascade counts lives here, not on
/// an agent, so a reassignment or a restart resets nothing.
///
/// @param attempts attempts started so far, over all agents
/// @param repeats attempts that repeated an earlier one; charged when the attempt is intended
/// @param budget the most repeats allowed
/// @param parks times it waited uncharged in a row
/// @param fingerprints how often each failure was seen
/// @param history the newest failures, oldest first, bounded
/// @param answers what a person decided, oldest first
public record Item(
    WorkItem work,
    Standing standing,
    int attempts,
    int repeats,
    int budget,
    int parks,
    int generations,
    PMap<String, Integer> fingerprints,
    PVector<Failure> history,
    PVector<String> answers) {
  private static final int MOST_HISTORY = 6;

  /// Where the item stands in the queue.
  public enum Standing {
    PENDING,
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }

  static Item of(WorkItem work, int budget) {
    return new Item(
        work,
        Standing.PENDING,
        0,
        0,
        budget,
        0,
        0,
        HashTreePMap.empty(),
        TreePVector.empty(),
        TreePVector.empty());
  }

  /// How often this failure was seen.
  public int seen(Failure failure) {
    return fingerprints.getOrDefault(failure.fingerprint(), 0);
  }

  Item standing(Standing next) {
    return new Item(
        work, next, attempts, repeats, budget, parks, generations, fingerprints, history, answers);
  }

  Item attempted(boolean charged) {
    return new Item(
        work,
        standing,
        attempts + 1,
        repeats + (charged ? 1 : 0),
        budget,
        parks,
        generations,
        fingerprints,
        history,
        answers);
  }

  Item parked(boolean again) {
    return new Item(
        work,
        standing,
        attempts,
        repeats,
        budget,
        again ? parks + 1 : 0,
        generations,
        fingerprints,
        history,
        answers);
  }

  Item spawned() {
    return new Item(
        work,
        Standing.IN_PROGRESS,
        attempts,
        repeats,
        budget,
        parks,
        generations + 1,
        fingerprints,
        history,
        answers);
  }

  Item failed(Failure failure) {
    PVector<Failure> newest = history.plus(failure);
    if (newest.size() > MOST_HISTORY) {
      newest = newest.minus(0);
    }
    return new Item(
        work,
        standing,
        attempts,
        repeats,
        budget,
        parks,
        generations,
        fingerprints.plus(failure.fingerprint(), seen(failure) + 1),
        newest,
        answers);
  }

  Item answered(String answer) {
    return new Item(
        work,
        standing,
        attempts,
        repeats,
        budget,
        parks,
        generations,
        fingerprints,
        history,
        answers.plus(answer));
  }

  /// A person allowed more: old fingerprints no longer count.
  Item extended(int more) {
    return new Item(
        work,
        standing,
        attempts,
        repeats,
        repeats + more,
        0,
        generations,
        HashTreePMap.empty(),
        history,
        answers);
  }
}
