package dev.coppice.roadmap;

import java.util.List;

/// A table: its header, and the rows below the line of dashes.
record MarkdownTable(MarkdownRow header, List<MarkdownRow> rows) {
  MarkdownTable {
    rows = List.copyOf(rows);
  }

  String headerText() {
    return String.join(" | ", header.cells().stream().map(MarkdownCell::raw).toList());
  }
}
