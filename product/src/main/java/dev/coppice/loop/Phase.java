package dev.coppice.loop;

import java.util.List;

/// One step of a loop. The name is an open word, not an enum: loop files bring their own.
public record Phase(String name, List<String> skills) {
  public Phase {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a phase needs a name");
    }
    skills = List.copyOf(skills);
  }
}
