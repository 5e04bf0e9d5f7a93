package dev.coppice.event;

/// Names one decision wanted from a person; short, because people type it.
public record InboxId(String value) implements Comparable<InboxId> {
  @Override
  public int compareTo(InboxId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
