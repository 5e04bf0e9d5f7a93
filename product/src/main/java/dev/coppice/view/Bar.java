package dev.coppice.view;

/// A bar that shows how much of a whole is there.
final class Bar {
  private Bar() {}

  /// A bar of this many columns; full only when all is there.
  static String of(int part, int whole, int columns) {
    int full = whole <= 0 ? 0 : (int) Math.min(columns, (long) part * columns / whole);
    return "█".repeat(Math.max(0, full)) + "░".repeat(columns - Math.max(0, full));
  }
}
