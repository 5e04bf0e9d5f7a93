package dev.coppice.event;

/// Names one landing: minted before its first step, so that repeating a step is recognised.
public record LandingId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
