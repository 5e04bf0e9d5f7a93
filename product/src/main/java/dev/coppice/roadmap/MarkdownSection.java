package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;

/// The part of a roadmap below one heading, with the tables in it.
record MarkdownSection(Kind kind, int layer, Heading heading, List<MarkdownTable> tables) {
  /// What the tables of a section are about.
  enum Kind {
    LAYER,
    UPDATES,
    BRAINSTORM,
    OTHER
  }

  /// A heading; level 0 is the beginning of the file.
  record Heading(int level, String text, Place place) {}

  static MarkdownSection of(Kind kind, int layer, Heading heading) {
    return new MarkdownSection(kind, layer, heading, new ArrayList<>());
  }
}
