package dev.coppice.cli;

import dev.coppice.view.DisplayText;
import java.util.ArrayList;
import java.util.List;

/// Rows with lined-up columns.
final class TextTable {
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  void print(Screen screen) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.clamp(DisplayText.width(DisplayText.line(row.get(i))), widths[i], WIDEST);
      }
    }
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(DisplayText.fit(DisplayText.line(row.get(i)), widths[i])).append("  ");
      }
      screen.line(line.toString().stripTrailing());
    }
  }
}
