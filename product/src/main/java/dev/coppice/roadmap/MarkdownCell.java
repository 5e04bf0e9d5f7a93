package dev.coppice.roadmap;

/// One cell of a table, trimmed, as written.
record MarkdownCell(String raw, Place place) {}
