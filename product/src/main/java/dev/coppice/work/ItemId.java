package dev.coppice.work;

/// Names one work item.
public record ItemId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
