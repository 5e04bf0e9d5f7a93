package dev.coppice.view;

import java.util.ArrayList;
import java.util.List;

/// One line of a terminal made of pieces with a style each, cut to a width as a whole.
final class StyledLine {
  /// How a piece looks.
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private record Piece(String text, Style style) {}

  private final List<Piece> pieces = new ArrayList<>();

  StyledLine with(Style style, String text) {
    pieces.add(new Piece(text, style));
    return this;
  }

  StyledLine with(String text) {
    return with(Style.PLAIN, text);
  }

  /// The line in at most this many columns; escape sequences only when `color`.
  String render(int width, boolean color) {
    var line = new StringBuilder();
    int room = width;
    for (Piece piece : pieces) {
      String text = DisplayText.cut(piece.text(), room);
      room -= DisplayText.width(text);
      boolean styled = color && piece.style() != Style.PLAIN && !text.isEmpty();
      line.append(styled ? "\u001b[" + piece.style().code + "m" + text + "\u001b[0m" : text);
    }
    return color ? line.toString() : line.toString().stripTrailing();
  }
}
