package dev.coppice.roadmap;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into lines, and blanks those that a reader of Markdown does not take for content:
/// fenced code and comments. So the line at index i is always line i + 1 of the file.
final class MarkdownLines {
  private final Problems problems;
  private final List<String> visible = new ArrayList<>();
  private String fence = "";
  private boolean inComment;
  private Place opened = Place.START;

  private MarkdownLines(Problems problems) {
    this.problems = problems;
  }

  static List<String> visible(String text, Problems problems) {
    MarkdownLines lines = new MarkdownLines(problems);
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    content.lines().forEach(lines::add);
    lines.end();
    return lines.visible;
  }

  private void add(String line) {
    String trimmed = line.strip();
    if (inComment) {
      inComment = !line.contains("-->");
      visible.add("");
    } else if (!fence.isEmpty()) {
      if (trimmed.startsWith(fence) && trimmed.chars().allMatch(c -> c == fence.charAt(0))) {
        fence = "";
      }
      visible.add("");
    } else if (trimmed.startsWith("<!--")) {
      inComment = !trimmed.contains("-->");
      open(line);
    } else if (!fenceOf(trimmed).isEmpty()) {
      fence = fenceOf(trimmed);
      open(line);
    } else {
      visible.add(line);
    }
  }

  private void open(String line) {
    visible.add("");
    opened = new Place(visible.size(), line.length() - line.stripLeading().length() + 1);
  }

  private void end() {
    if (inComment) {
      problems.warning(
          opened,
          "A comment that begins here never ends, so nothing below it is read.",
          "Close it with \"-->\".");
    } else if (!fence.isEmpty()) {
      problems.warning(
          opened,
          "A code block that begins here never ends, so nothing below it is read.",
          "Close it with the same marks on a line of their own.");
    }
  }

  /// The marks that open a code block on this line, or nothing.
  private static String fenceOf(String line) {
    char mark = line.isEmpty() ? ' ' : line.charAt(0);
    if (mark != '`' && mark != '~') {
      return "";
    }
    int length = 0;
    while (length < line.length() && line.charAt(length) == mark) {
      length++;
    }
    boolean isFence = length >= 3 && !(mark == '`' && line.indexOf('`', length) >= 0);
    return isFence ? line.substring(0, length) : "";
  }
}
