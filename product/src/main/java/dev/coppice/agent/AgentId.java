package dev.coppice.agent;

import java.util.UUID;

/// Names one agent for its whole life: a retry keeps it, a reassignment gets a new one.
public record AgentId(UUID value) implements Comparable<AgentId> {
  /// The id written as a UUID; anything else is refused with a message that says so.
  public static AgentId of(String text) {
    try {
      return new AgentId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("an agent id is a UUID, not \"" + text + "\"", e);
    }
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
