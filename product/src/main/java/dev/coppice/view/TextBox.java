package dev.coppice.view;

/// A box of exactly seventy columns, plain text, drawn from the top.
final class TextBox {
  private static final int COLUMNS = 70;
  private static final int INSIDE = COLUMNS - 4;

  private final StringBuilder text = new StringBuilder();

  /// Opens the box.
  TextBox() {
    edge('╔', '╗');
  }

  /// One row; cut where it is too wide.
  TextBox line(String row) {
    text.append("║ ").append(DisplayText.fit(row, INSIDE)).append(" ║\n");
    return this;
  }

  /// A line across.
  TextBox rule() {
    return edge('╠', '╣');
  }

  /// The whole, closed; every line ends with a line feed.
  String close() {
    return edge('╚', '╝').text.toString();
  }

  private TextBox edge(char left, char right) {
    text.append(left).append("═".repeat(COLUMNS - 2)).append(right).append('\n');
    return this;
  }
}
