package dev.coppice.execution;

import dev.coppice.runner.TerminalText;
import java.util.ArrayDeque;

/// The end of an attempt's output: lines, bounded in characters, without terminal control.
final class Tail {
  private static final int MOST = 8_000;

  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private int size;

  /// The line without terminal control: before secrets are left out of it, or they could hide
  /// behind a colour.
  static String plain(String line) {
    return TerminalText.plain(line).replace('\n', ' ');
  }

  void add(String line) {
    String plain = plain(line);
    String bounded = plain.length() > 2_000 ? plain.substring(0, 2_000) + "..." : plain;
    lines.addLast(bounded);
    size += bounded.length() + 1;
    while (size > MOST && lines.size() > 1) {
      size -= lines.removeFirst().length() + 1;
    }
  }

  String text() {
    return String.join("\n", lines);
  }
}
