package dev.coppice.schedule;

import dev.coppice.agent.AgentId;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/// Counts over all live agents, kept as they change, so that no turn has to look at each of them.
///
/// @param slots agents that hold a slot
/// @param atWork agents with something under way
/// @param starting agents that wait for their worktree to be cut
/// @param idle agents with nothing under way, for a sweep to move
/// @param inLandingTree commands that run in the one landing worktree
public record Occupancy(
    int slots, int atWork, PSet<AgentId> starting, PSet<AgentId> idle, int inLandingTree) {
  static final Occupancy NONE = new Occupancy(0, 0, HashTreePSet.empty(), HashTreePSet.empty(), 0);

  /// An agent changed; `before` is absent when it is new.
  Occupancy with(@Nullable Agent before, Agent after) {
    return new Occupancy(
        slots + one(after.holdsSlot()) - one(before != null && before.holdsSlot()),
        atWork + one(Slots.isAtWork(after)) - one(before != null && Slots.isAtWork(before)),
        member(starting, after.id(), after.stage() instanceof Stage.Starting),
        member(idle, after.id(), Slots.isIdle(after)),
        inLandingTree);
  }

  private static int one(boolean counts) {
    return counts ? 1 : 0;
  }

  private static PSet<AgentId> member(PSet<AgentId> all, AgentId id, boolean is) {
    return is ? all.plus(id) : all.minus(id);
  }

  Occupancy landingTree(int change) {
    return new Occupancy(slots, atWork, starting, idle, inLandingTree + change);
  }
}
