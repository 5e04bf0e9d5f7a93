package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;

/// One line of a table, cut into cells. Empty cells stay, so no column ever shifts.
record MarkdownRow(List<MarkdownCell> cells, Place place) {
  MarkdownRow {
    cells = List.copyOf(cells);
  }

  /// Cuts at every `|` that is neither escaped nor between backticks. Where that leaves fewer cells
  /// than `columns`, backticks are taken as plain characters if that makes the numbers agree: two
  /// stray ones in different cells are no code.
  static MarkdownRow split(String line, int number, int columns) {
    MarkdownRow row = split(line, number, true);
    if (row.cells.size() < columns) {
      MarkdownRow withoutCode = split(line, number, false);
      return withoutCode.cells.size() == columns ? withoutCode : row;
    }
    return row;
  }

  static MarkdownRow split(String line, int number) {
    return split(line, number, true);
  }

  private static MarkdownRow split(String line, int number, boolean codeIsWhole) {
    int first = 0;
    int end = line.stripTrailing().length();
    while (first < end && Character.isWhitespace(line.charAt(first))) {
      first++;
    }
    int place = first;
    if (first < end && line.charAt(first) == '|') {
      first++;
    }
    List<MarkdownCell> cells = new ArrayList<>();
    int cellStart = first;
    int i = first;
    while (i < end) {
      int literalEnd = codeIsWhole ? CodeSpan.end(line, i) : i;
      if (literalEnd > i) {
        i = literalEnd;
      } else if (CodeSpan.isEscape(line, i)) {
        i += 2;
      } else if (line.charAt(i) == '|') {
        cells.add(cell(line, cellStart, i, number));
        cellStart = ++i;
      } else {
        i++;
      }
    }
    if (cellStart < end || cells.isEmpty()) {
      cells.add(cell(line, cellStart, end, number));
    }
    return new MarkdownRow(cells, new Place(number, place + 1));
  }

  private static MarkdownCell cell(String line, int start, int end, int number) {
    int from = start;
    while (from < end && Character.isWhitespace(line.charAt(from))) {
      from++;
    }
    String raw = line.substring(from, Math.max(from, end)).stripTrailing();
    return new MarkdownCell(raw, new Place(number, from + 1));
  }

  /// Whether this is the line of dashes below a table's header.
  boolean isDelimiter() {
    return cells.stream().allMatch(cell -> cell.raw().matches(":?-+:?"));
  }

  boolean isBlank() {
    return cells.stream().allMatch(cell -> cell.raw().isEmpty());
  }
}
