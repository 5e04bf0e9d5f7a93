package dev.coppice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AgentId;
import dev.coppice.agent.AttemptId;
import dev.coppice.event.Action;
import dev.coppice.event.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the log itself must add up to, over the whole life of a system.
final class Ledger {
  private final Set<AttemptId> attempts = new HashSet<>();
  private final Set<AgentId> owing = new HashSet<>();
  private final Set<AgentId> attempted = new HashSet<>();

  void follow(List<Event> events) {
    events.forEach(this::follow);
  }

  private void follow(Event event) {
    switch (event) {
      case Event.AttemptIntended(var spec, var charged) -> {
        assertThat(attempts.add(spec.id())).as("I1: %s starts once", spec.id()).isTrue();
        if (owing.remove(spec.agent()) && spec.attempt() > 1) {
          assertThat(charged).as("I6: the retry %s is charged", spec.id()).isTrue();
        }
        attempted.add(spec.agent());
      }
      case Event.CheckIntended(var spec, _, _) ->
          assertThat(attempts.add(spec.id())).as("%s starts once", spec.id()).isTrue();
      case Event.FailureDecided(var agent, var action, _, _) -> {
        if (action == Action.RETRY) {
          owing.add(agent);
        } else {
          owing.remove(agent); // A retry that was parked before it began is free.
        }
      }
      case Event.AgentUnblocked(var agent, _) -> owing.remove(agent);
      case Event.OwnerStopped _ -> owing.clear(); // What an owner's end interrupts is free.
      case Event.OwnerStarted _ -> owing.clear();
      case Event.SegmentDone(var agent, _, _) ->
          assertThat(attempted.remove(agent)).as("a segment was worked before it is done").isTrue();
      default -> {
        // Says nothing of attempts.
      }
    }
  }
}
