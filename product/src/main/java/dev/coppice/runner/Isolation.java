package dev.coppice.runner;

import java.util.List;

/// How well the processes of an attempt are kept together, and why no better.
///
/// @param wrapper what the shim starts itself under; empty for best effort
/// @param reason one sentence for people
public record Isolation(Level level, List<String> wrapper, String reason) {
  public Isolation {
    wrapper = List.copyOf(wrapper);
    if ((level == Level.NAMESPACE) == wrapper.isEmpty()) {
      throw new IllegalArgumentException(
          "a namespace has a wrapper, best effort has none: " + level + " " + wrapper);
    }
  }

  /// The rungs of the ladder, best first.
  public enum Level {
    /// Its own process namespace: the kernel ends every process of an attempt with its holder.
    NAMESPACE("namespace"),
    /// Process group, descendants and a mark in the environment: a process that sheds all three
    /// escapes.
    BEST_EFFORT("best-effort");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// Best effort, for the given reason.
  public static Isolation bestEffort(String reason) {
    return new Isolation(Level.BEST_EFFORT, List.of(), reason);
  }

  /// The highest rung that works here: each is run with `true`, two seconds at most.
  public static Isolation probe() {
    return IsolationProbe.run();
  }
}
