package dev.coppice.roadmap;

import org.jspecify.annotations.Nullable;

/// A thought kept beside the roadmap; never worked on by itself.
public record BrainstormIdea(String idea, @Nullable String notes) {
  public BrainstormIdea {
    if (idea.isBlank()) {
      throw new IllegalArgumentException("a brainstorm idea cannot be blank");
    }
  }
}
